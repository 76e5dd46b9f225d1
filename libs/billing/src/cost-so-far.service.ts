import { Injectable } from '@nestjs/common';
import { type ContractView, firstMomentOf, getContract, isRated, localDate, plusDays } from '#contracts';
import { contractMonth, monthOf, UsageService, type ContractMonth, type DerivedUsage } from '#metering';
import { DomainError, Exact, fromMinor, type Scope, type Transaction, UnitOfWork } from '#platform';
import { kitsSent } from './billing.queries.js';
import { billedShare, type BilledShare } from './domain/billed-share.js';
import { composeDraft, type DraftInput, type DraftLine } from './domain/compose-draft.js';
import { forecastUsage, type Forecast, type ForecastMethod, type PastDay } from './domain/forecast.js';
import { usagesToBill } from './usages-to-bill.js';

/** The running month of a contract. Amounts and quantities are decimals. */
export interface CostSoFar {
  readonly month: ContractMonth;
  readonly share: BilledShare;
  readonly now: Date;
  readonly currency: string;
  /** False for a plan that isn't billed yet: then there are quantities and no amounts. */
  readonly rated: boolean;
  readonly usages: readonly MeterSoFar[];
  readonly lines: readonly DraftLine[];
  /** Base of the month, usage so far, kits sent; null for a plan that isn't billed. */
  readonly amount: string | null;
  readonly forecast: { readonly low: string; readonly high: string; readonly method: ForecastMethod } | null;
}

export interface MeterSoFar {
  readonly meterId: string;
  readonly signalKey: string;
  readonly device: string;
  readonly unit: string;
  readonly quantity: string | null;
  readonly heldQuantity: string;
  readonly state: string;
  /** Null where the contract puts no price on the meter. */
  readonly included: string | null;
  readonly overage: string | null;
  readonly forecast: Forecast | null;
}

/** Four weeks tell what a usual week is. */
const PAST_DAYS = 28;

@Injectable()
export class CostSoFarService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly usages: UsageService,
  ) {}

  /**
   * What the running month has cost until now, and between which sums it will end if the machines go on as they went.
   * Derived at once from readings and stored nowhere.
   * @throws DomainError contracts.contract_not_found, billing.contract_not_in_force
   */
  get(scope: Scope, contractId: string): Promise<CostSoFar> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContract(tx, contractId);
      const now = tx.now.getTime();
      const month = contractMonth(monthOf(now, contract.zone), contract.zone);
      const share = contract.state === 'draft' ? null : billedShare(month, contract);
      if (!share) {
        const { number, startsOn, endsOn } = contract;
        throw new DomainError('billing.contract_not_in_force', {
          contract: number,
          month: month.month,
          startsOn,
          endsOn,
        });
      }
      const derived: (DerivedUsage & { usagePeriodId: null; forecast: Forecast | null })[] = [];
      for (const meter of contract.meters) {
        const usage = await this.usages.deriveWithin(tx, contract, meter, month);
        derived.push({
          ...usage,
          usagePeriodId: null,
          forecast: await this.forecast(tx, contract, usage, share, now),
        });
      }
      const rated = isRated(contract.plan.structure);
      const input: DraftInput = {
        currency: contract.currency,
        kitsIncluded: contract.kitsIncluded,
        share,
        bases: contract.prices.filter((price) => price.kind === 'base'),
        usages: usagesToBill(contract, derived),
        kits: await kitsSent(tx, contract, month.from, now),
      };
      const draft = composeDraft(input);
      return {
        month,
        share,
        now: tx.now,
        currency: contract.currency,
        rated,
        usages: derived.map((one) => meterSoFar(contract, one, draft.lines)),
        lines: draft.lines,
        amount: rated ? fromMinor(draft.totalMinor, contract.currency) : null,
        forecast: rated ? forecastAmount(contract, input, derived) : null,
      };
    });
  }

  private async forecast(
    tx: Transaction,
    contract: ContractView,
    { meter, usage, period }: DerivedUsage,
    share: BilledShare,
    now: number,
  ): Promise<Forecast | null> {
    const today = localDate(now, contract.zone);
    const days = Array.from({ length: PAST_DAYS }, (_, index) => plusDays(today, index - PAST_DAYS));
    const bounds = [...days, today].map((day) => firstMomentOf(day, contract.zone).at);
    const since = period.windows.at(-1)?.since ?? now;
    const values = await this.usages.valuesAtWithin(tx, contract, meter, bounds, since);
    const past = days.map((day, index): PastDay => ({
      day,
      quantity: difference(values[index], values[index + 1]),
    }));
    return forecastUsage({
      past,
      today,
      usedToday: usage.days.find(({ day }) => day === today)?.quantity ?? '0',
      soFar: usage.quantity ?? '0',
      firstDay: share.firstDay,
      endDay: share.endDay,
    });
  }
}

/** What a counter moved between two values; null where one is missing or it fell. */
function difference(from: string | null | undefined, to: string | null | undefined): string | null {
  if (from == null || to == null) return null;
  const moved = new Exact(to).minus(from);
  return moved.isNegative() ? null : moved.toFixed();
}

function meterSoFar(
  contract: ContractView,
  { meter, usage, forecast }: DerivedUsage & { forecast: Forecast | null },
  lines: readonly DraftLine[],
): MeterSoFar {
  const device = contract.devices.get(meter.deviceId)?.code ?? '';
  const line = lines.find(
    ({ kind, params }) =>
      kind === 'usage' && params.signalKey === meter.signalKey && params.device === device,
  );
  return {
    meterId: meter.id,
    signalKey: meter.signalKey,
    device,
    unit: meter.unit,
    quantity: usage.quantity,
    heldQuantity: usage.heldQuantity,
    state: usage.state,
    included: line ? String(line.params.included) : null,
    overage: line?.params.overage == null ? null : String(line.params.overage),
    forecast,
  };
}

/** The month's total at the low and the high end of every meter's forecast; null when one of the priced meters has none. */
function forecastAmount(
  contract: ContractView,
  input: DraftInput,
  derived: readonly (DerivedUsage & { usagePeriodId: null; forecast: Forecast | null })[],
): CostSoFar['forecast'] {
  const priced = derived.filter(({ meter }) =>
    contract.prices.some((price) => price.kind === 'usage' && price.meterId === meter.id),
  );
  if (priced.length === 0 || priced.some(({ forecast }) => forecast === null)) return null;
  const totalAt = (end: 'low' | 'high'): string => {
    const usages = priced.map((one) => ({
      ...one,
      usage: { ...one.usage, state: 'measured' as const, quantity: one.forecast![end] },
    }));
    return fromMinor(
      composeDraft({ ...input, usages: usagesToBill(contract, usages) }).totalMinor,
      input.currency,
    );
  };
  const isByWeekday = priced.every(({ forecast }) => forecast!.method === 'weekday_profile');
  return {
    low: totalAt('low'),
    high: totalAt('high'),
    method: isByWeekday ? 'weekday_profile' : 'elapsed_time',
  };
}
