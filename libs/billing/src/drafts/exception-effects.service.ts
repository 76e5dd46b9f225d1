import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { type ContractView, getContract, getContracts } from '#contracts';
import {
  contractMonth,
  type ContractMonth,
  type DecisionView,
  type DecisionInput,
  type ExceptionFilter,
  type ExceptionView,
  getException,
  MeterDecisions,
  MeterExceptions,
  monthOf,
  type PreviewedUsage,
  UsagePeriod,
} from '#metering';
import { Exact, fromMinor, type Page, type Scope, type Transaction, UnitOfWork } from '#platform';
import { composeDraft } from '../domain/draft/compose-draft.js';
import type { DraftInput } from '../domain/draft/draft-input.js';
import type { UsageOfMonth } from '../domain/usage/usage-of-month.js';
import { DraftInputs, meteredMonth } from './draft-input.service.js';
import type { UsageCache } from './usage-cache.js';

/** An exception and its stake: the amount by which the month would increase if the whole exception were billed. */
export interface ExceptionWithStake {
  readonly exception: ExceptionView;
  /** A decimal string; null if the quantity is unknown or no charge uses the meter. */
  readonly stake: string | null;
  readonly currency: string;
}

/** The effect of a decision on a contract's month. */
export interface ExceptionEffect {
  readonly supposed: PreviewedUsage;
  readonly currency: string;
  /**
   * Totals of the contract's month before and after the decision, as decimal strings; null if no charge uses the meter.
   */
  readonly before: string | null;
  readonly after: string | null;
}

/** A month of a contract as it would be drafted. */
interface PricedMonth {
  readonly contract: ContractView;
  readonly input: DraftInput;
}

/** Calculates the financial effect of meter exceptions and of decisions about them. */
@Injectable()
export class ExceptionEffects {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inputs: DraftInputs,
    private readonly exceptions: MeterExceptions,
    private readonly decisions: MeterDecisions,
  ) {}

  async list(scope: Scope, filter: ExceptionFilter): Promise<Page<ExceptionWithStake>> {
    const page = await this.exceptions.list(scope, filter);
    const items = await this.unitOfWork.run(scope, (tx) => this.withStakes(tx, page.items));
    return { ...page, items };
  }

  /**
   * Returns an exception with all decisions about it, latest first.
   * @throws DomainError metering.exception_not_found
   */
  async get(scope: Scope, id: string): Promise<ExceptionWithStake & { decisions: readonly DecisionView[] }> {
    const { exception, decisions } = await this.exceptions.get(scope, id);
    const [results] = await this.unitOfWork.run(scope, (tx) => this.withStakes(tx, [exception]));
    return { ...results!, decisions };
  }

  /**
   * Previews a decision. Stores nothing.
   * @throws DomainError as `MeterDecisions.decide`, and billing.contract_not_in_force
   */
  preview(scope: Scope, id: string, decisionInput: DecisionInput): Promise<ExceptionEffect> {
    return this.unitOfWork.run(scope, async (tx) => {
      const exception = await getException(tx, id);
      const contract = await getContract(tx, exception.contract.id);
      const supposed = await this.decisions.previewWithin(tx, contract, exception, decisionInput);
      const month = contractMonth(supposed.month, contract);
      const others = contract.meters.filter(({ id }) => id !== exception.meter.id);
      const cachedUsages = await this.inputs.getCachedMonth(tx, { ...contract, meters: others }, month);
      const own = { ...supposed.before, usagePeriodId: null };
      const usages = contract.meters.map(
        (meter) => cachedUsages.find((usage) => usage.meter.id === meter.id) ?? own,
      );
      const input = await this.inputs.gatherWithin(tx, contract, month, usages, { isStored: false });
      const priced = { contract, input };
      const isPriced = isCounted(contract, exception.meter.id);
      const after = { ...supposed.after, usagePeriodId: null };
      return {
        supposed,
        currency: contract.currency,
        before: isPriced ? fromMinor(composeDraft(input).totalMinor, contract.currency) : null,
        after: isPriced ? fromMinor(totalWith(priced, after), contract.currency) : null,
      };
    });
  }

  private async withStakes(
    tx: Transaction,
    exceptions: readonly ExceptionView[],
  ): Promise<ExceptionWithStake[]> {
    const contracts = await getContracts(tx, [...new Set(exceptions.map(({ contract: { id } }) => id))]);
    const usageCache = this.inputs.createUsageCache();
    const months = new Map<string, PricedMonth>();
    const results: ExceptionWithStake[] = [];
    for (const exception of exceptions) {
      const key = `${exception.contract.id} ${exception.periodFrom.getTime()}`;
      const contract = contracts.get(exception.contract.id)!;
      const priced = months.get(key) ?? (await this.priced(tx, contract, exception, usageCache));
      months.set(key, priced);
      const { currency } = priced.contract;
      results.push({ exception, stake: stakeOf(priced, exception), currency });
    }
    return results;
  }

  /** Loads the inputs for pricing the month of an exception with its stored usage. */
  private async priced(
    tx: Transaction,
    contract: ContractView,
    { periodFrom }: ExceptionView,
    usageCache: UsageCache,
  ): Promise<PricedMonth> {
    const month = contractMonth(monthOf(periodFrom.getTime(), contract), contract);
    const usages = await storedUsages(tx, contract, month);
    return {
      contract,
      input: await this.inputs.gatherWithin(tx, contract, month, usages, { isStored: false, usageCache }),
    };
  }
}

async function storedUsages(
  tx: Transaction,
  { id, meters }: ContractView,
  { from }: ContractMonth,
): Promise<UsageOfMonth[]> {
  const periods = await tx.manager.findBy(UsagePeriod, {
    makerId: tx.scope.makerId,
    contractId: id,
    periodFrom: new Date(from),
    supersededAt: IsNull(),
  });
  return meters.flatMap((meter) => {
    const stored = periods.find(({ meterId }) => meterId === meter.id);
    if (!stored) return [];
    const { state, quantity, heldQuantity, estimatedQuantity, reasons, readingsHash: hash } = stored;
    const usage = { state, quantity, heldQuantity, estimatedQuantity, reasons, days: [], hash };
    return [{ meter, usage, usagePeriodId: null }];
  });
}

const isCounted = ({ versions }: ContractView, meterId: string): boolean =>
  versions.some(({ charges }) => charges.some(({ meterIds }) => meterIds.includes(meterId)));

function stakeOf(priced: PricedMonth, { quantity, meter: { id } }: ExceptionView): string | null {
  const { contract, input } = priced;
  const meter = contract.meters.find((one) => one.id === id);
  if (quantity === null || !meter || !isCounted(contract, id)) return null;
  const counted = input.metered.find(({ meterId, from }) => meterId === id && from === input.month.from.date);
  const withQuantity = (billed: Exact): bigint =>
    totalWith(priced, {
      meter,
      usage: {
        state: 'measured',
        quantity: billed.toFixed(),
        heldQuantity: '0',
        estimatedQuantity: '0',
        reasons: [],
        days: [],
        hash: counted?.hash ?? '',
      },
      usagePeriodId: null,
    });
  const without = new Exact(counted?.quantity ?? 0);
  const difference = withQuantity(without.plus(quantity)) - withQuantity(without);
  // Usage of a subtracted meter decreases the amount, but a stake is never negative.
  return fromMinor(difference < 0n ? -difference : difference, contract.currency);
}

/** Returns the total that a month would have with different usage of a meter, in minor units. */
function totalWith({ contract, input }: PricedMonth, usage: UsageOfMonth): bigint {
  const own = meteredMonth(contract, usage, input.month);
  const isOwn = ({ meterId, from }: DraftInput['metered'][number]) =>
    meterId === usage.meter.id && from === input.month.from.date;
  const metered = input.metered.some(isOwn)
    ? input.metered.map((one) => (isOwn(one) ? own : one))
    : [...input.metered, own];
  return composeDraft({ ...input, metered }).totalMinor;
}
