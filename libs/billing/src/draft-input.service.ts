import { Injectable } from '@nestjs/common';
import type { BilledPeriod, ChargeFields, ContractView } from '#contracts';
import {
  addMonths,
  contractMonth,
  type ContractMonth,
  type DerivedUsage,
  type Usage,
  UsageService,
} from '#metering';
import { DomainError, type Transaction } from '#platform';
import { kitsSent } from './billing.queries.js';
import { billedMonth, contractYears } from './domain/draft/billed-month.js';
import type { DraftInput } from './domain/draft/draft-input.js';
import { clipMonth, type MeteredMonth } from './domain/draft/metered-month.js';
import { billedBefore, type BilledOfContract, storedMonths } from './draft-input.queries.js';

/** A usage that a draft is made of; without an id where it is stored nowhere. */
export interface UsageOfMonth extends Pick<DerivedUsage, 'meter'> {
  readonly usage: Pick<Usage, 'state' | 'quantity' | 'heldQuantity' | 'reasons' | 'days' | 'hash'>;
  readonly usagePeriodId: string | null;
}

/** Gathers what a contract's month is billed from. */
@Injectable()
export class DraftInputs {
  constructor(private readonly usages: UsageService) {}

  /** What a contract bills of a month. @throws DomainError billing.contract_not_in_force */
  billedMonth(contract: ContractView, month: ContractMonth): BilledPeriod {
    const billed = contract.state === 'draft' ? null : billedMonth(month, contract);
    if (billed) return billed;
    const { number, startsOn, endsOn } = contract;
    throw new DomainError('billing.contract_not_in_force', {
      contract: number,
      month: month.month,
      startsOn,
      endsOn,
    });
  }

  /**
   * @param usages of the month, of every meter of the contract
   * @param isStored whether usage of earlier months that nobody derived yet is recorded too
   * @param knownBefore the mark of a billing run: what was received at it or later is not looked at
   */
  async gatherWithin(
    tx: Transaction,
    contract: ContractView,
    month: ContractMonth,
    usages: readonly UsageOfMonth[],
    { isStored, knownBefore = tx.now }: { readonly isStored: boolean; readonly knownBefore?: Date },
  ): Promise<DraftInput> {
    const billed = this.billedMonth(contract, month);
    const { currency, kitsIncluded, charges, machines, serials } = contract;
    const [year] = contractYears(contract, billed.to.date).filter(({ to }) => to.date > billed.from.date);
    const counterFrom = year && year.from.date < billed.from.date ? year.from.date : billed.from.date;
    const before = charges.some(spansMonths)
      ? await billedBefore(tx, contract.id, counterFrom, billed.from.date)
      : NOTHING_BILLED;
    return {
      currency,
      kitsIncluded,
      term: contract,
      month: billed,
      isOver: knownBefore.getTime() >= billed.to.at,
      charges,
      machines: machines.map(({ machineId, from, to }) => ({
        machineId,
        serial: serials.get(machineId) ?? '',
        from,
        to,
      })),
      metered: [
        ...(await this.earlierMonths(tx, contract, month, {
          from: counterFrom,
          issuedFrom: before.issuedFrom,
          isStored,
          knownBefore,
        })),
        ...usages.map((usage) => meteredMonth(contract, usage, billed)),
      ],
      billed: before.billed,
      invoicedFrom: before.invoicedFrom,
      kits: await kitsSent(tx, contract, month.from, month.to),
    };
  }

  /**
   * Months of the running contract year before this one, for charges that count by year. An issued month counts as it was billed;
   * any other one is derived by what is known now, and only looked at where its usage is stored already when nothing is recorded.
   */
  private async earlierMonths(
    tx: Transaction,
    contract: ContractView,
    month: ContractMonth,
    { from, issuedFrom, isStored, knownBefore }: EarlierMonths,
  ): Promise<MeteredMonth[]> {
    const yearly = new Set(contract.charges.filter(spansMonths).flatMap(({ meterIds }) => meterIds));
    if (yearly.size === 0 || from >= month.firstDay) return [];
    const stored = await storedMonths(tx, contract, from, month.firstDay);
    const months: MeteredMonth[] = [];
    for (let name = from.slice(0, 7); name < month.month; name = addMonths(name, 1)) {
      const earlier = contractMonth(name, contract.zone);
      const firstDay = earlier.firstDay > from ? earlier.firstDay : from;
      for (const meter of contract.meters.filter(({ id }) => yearly.has(id))) {
        const kept = stored.find((one) => one.meterId === meter.id && one.from === firstDay);
        if (kept && (issuedFrom.includes(firstDay) || (!isStored && kept.state === 'measured'))) {
          months.push(kept);
          continue;
        }
        const usage = await this.usages.deriveWithin(tx, contract, meter, earlier, knownBefore);
        const usagePeriodId = isStored ? await this.usages.recordWithin(tx, contract, usage) : null;
        const whole = billedMonth(earlier, contract)!;
        const counted = meteredMonth(contract, { ...usage, usagePeriodId }, whole);
        months.push(clipMonth(counted, firstDay, counted.to)!);
      }
    }
    return months;
  }
}

interface EarlierMonths {
  readonly from: string;
  readonly issuedFrom: readonly string[];
  readonly isStored: boolean;
  readonly knownBefore: Date;
}

const NOTHING_BILLED: BilledOfContract = { billed: [], invoicedFrom: [], issuedFrom: [] };

/** Whether what a month bills of a charge depends on what earlier months billed. */
function spansMonths({ countsBy, due, pricing }: ChargeFields): boolean {
  return pricing.model === 'flat' ? due === 'yearly' : countsBy === 'year';
}

/** A usage as what its meter counted of the days billed. */
export function meteredMonth(
  { devices, serials }: Pick<ContractView, 'devices' | 'serials'>,
  { meter, usage, usagePeriodId }: UsageOfMonth,
  billed: BilledPeriod,
): MeteredMonth {
  const device = devices.get(meter.deviceId);
  const machineId = device?.machineId ?? null;
  return {
    meterId: meter.id,
    device: device?.code ?? '',
    signalKey: meter.signalKey,
    unit: meter.unit,
    machineId,
    serial: machineId === null ? null : (serials.get(machineId) ?? null),
    from: billed.from.date,
    to: billed.to.date,
    state: usage.state,
    quantity: usage.quantity,
    heldQuantity: usage.heldQuantity,
    holds: usage.reasons.filter(({ holds }) => holds).length,
    days: usage.days.map(({ day, quantity, heldQuantity }) => ({ day, quantity, heldQuantity })),
    usagePeriodId,
    hash: usage.hash,
  };
}
