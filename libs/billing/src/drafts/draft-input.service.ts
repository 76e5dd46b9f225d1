import { Injectable } from '@nestjs/common';
import {
  type BilledPeriod,
  billingMonthOf,
  type ChargeFields,
  type ContractView,
  monthsOfDue,
  plusDays,
  termsOn,
  findDowntime,
  type DowntimeQuery,
} from '#contracts';
import { findKitsSent } from '#invoicing';
import { addMonths, contractMonth, type ContractMonth, type DerivedUsage, UsageService } from '#metering';
import { DomainError, type Transaction } from '#platform';
import { billedMonth, contractYears, laterDay } from '#pricing';
import { discountsOn } from '../domain/draft/bill-discounts.js';
import type { DraftInput } from '../domain/draft/draft-input.js';
import { countsSince, cutsOf } from '../domain/draft/month-cuts.js';
import { openingSources } from '../domain/migration/opening-sources.js';
import { clipMonth, type MeteredMonth, meterFacts } from '../domain/usage/metered-month.js';
import { gapsOf } from '../domain/usage/gaps.js';
import type { UsageOfMonth } from '../domain/usage/usage-of-month.js';
import {
  billedBefore,
  type BilledOfContract,
  type CounterSpanOfContract,
  storedMonths,
} from './draft-input.queries.js';
import { UsageCache } from './usage-cache.js';

/** A contract's month and the usage of all of its meters. */
export interface MonthToDraft {
  readonly contract: ContractView;
  readonly month: ContractMonth;
  readonly usages: readonly UsageOfMonth[];
}

interface GatheringOptions {
  /** True to store usage of earlier months that was not derived yet. */
  readonly isStored: boolean;
  /** True if the contract includes proposed changes, so that stored usage is not valid for it. */
  readonly isSupposed?: boolean;
  /** Usage that the use case has already derived. */
  readonly usageCache?: UsageCache;
  /** Cutoff of a billing run; data received at this instant or later is ignored. */
  readonly knownBefore?: Date;
}

/** A month with its billed days, and the first day of its rated periods. */
interface DescribedMonth extends MonthToDraft, CounterSpanOfContract {
  readonly billed: BilledPeriod;
}

/** Gathers the inputs of contracts' months in batches; a single draft is a batch of one month. */
@Injectable()
export class DraftInputs {
  constructor(private readonly usages: UsageService) {}

  /** Returns the days of a month that a contract bills. @throws DomainError billing.contract_not_in_force */
  billedMonth(contract: ContractView, month: ContractMonth): BilledPeriod {
    const billed = contract.state === 'draft' ? null : billedMonth(month, contract);
    if (billed) return billed;
    const { number, startsOn, billedFrom, endsOn } = contract;
    throw new DomainError('billing.contract_not_in_force', {
      contract: number,
      month: month.month,
      startsOn: billedFrom ?? startsOn,
      endsOn,
    });
  }

  /** Derives the usage of every meter in a month from current data. Stores nothing. */
  async deriveMonth(
    tx: Transaction,
    contract: ContractView,
    month: ContractMonth,
  ): Promise<(DerivedUsage & { readonly usagePeriodId: null })[]> {
    const derived = await this.usages.deriveAllWithin(
      tx,
      contract.meters.map((meter) => ({ contract, meter, month })),
    );
    return derived.map((usage) => ({ ...usage, usagePeriodId: null }));
  }

  /** Like `deriveMonth`, but reuses stored usage that is still valid. @param usageCache cache of the use case */
  getCachedMonth(
    tx: Transaction,
    contract: ContractView,
    month: ContractMonth,
    usageCache = this.createUsageCache(),
  ): Promise<UsageOfMonth[]> {
    return usageCache.load(
      tx,
      contract.meters.map((meter) => ({ contract, meter, month })),
    );
  }

  /** Creates the usage cache of one use case. */
  createUsageCache(): UsageCache {
    return new UsageCache(this.usages);
  }

  /** Gathers the inputs of one month. @throws DomainError billing.contract_not_in_force */
  async gatherWithin(
    tx: Transaction,
    contract: ContractView,
    month: ContractMonth,
    usages: readonly UsageOfMonth[],
    options: GatheringOptions,
  ): Promise<DraftInput> {
    const [input] = await this.gatherAll(tx, [{ contract, month, usages }], options);
    return input!;
  }

  /**
   * Gathers the inputs of one month for each of several contracts. Each contract must bill at least one day of its
   * month.
   * @returns inputs in the order of `months`
   * @throws DomainError billing.contract_not_in_force
   */
  async gatherAll(
    tx: Transaction,
    months: readonly MonthToDraft[],
    {
      isStored,
      isSupposed = false,
      usageCache = this.createUsageCache(),
      knownBefore = tx.now,
    }: GatheringOptions,
  ): Promise<DraftInput[]> {
    const described = months.map((one) => this.describeMonth(one));
    const before = await billedBefore(
      tx,
      described.filter(({ contract }) => allCharges(contract).some(spansMonths)),
    );
    const earlier = await this.earlierMonths(tx, described, before, {
      isStored,
      isSupposed,
      usageCache,
      knownBefore,
    });
    const kits = await findKitsSent(tx, months);
    const downtime = await findDowntime(tx, described.flatMap(downtimePeriodsOf), knownBefore);
    return described.map(({ contract, usages, billed, counterFrom }) => {
      const { currency, machines, serials, versions, pausedDays: paused } = contract;
      const lastDay = lastDayOf(billed);
      const { kitsIncluded, invoiceTerms: ofBill } = termsOn(versions, lastDay);
      const { billed: billedAlready, invoicedFrom } = before.get(contract.id) ?? NOTHING_BILLED;
      const opening = openingSources(contract, counterFrom);
      return {
        currency,
        kitsIncluded,
        term: contract,
        month: billed,
        isOver: knownBefore.getTime() >= billed.to.at,
        versions: versions.map(
          ({ from, charges, performance, amendmentNumbers: amendments, invoiceTerms }) => ({
            from,
            charges,
            performance,
            amendments,
            ...(invoiceTerms?.minimum && { minimum: invoiceTerms.minimum }),
          }),
        ),
        paused,
        machines: machines.map(({ machineId, from, to }) => ({
          machineId,
          serial: serials.get(machineId) ?? '',
          from,
          to,
        })),
        metered: [
          ...opening.metered,
          ...(earlier.get(contract.id) ?? []),
          ...usages.map((usage) => meteredMonth(contract, usage, billed)),
        ],
        billed: billedAlready,
        billedElsewhere: opening.billed,
        prepaid: contract.prepaid,
        invoicedFrom,
        kits: kits.get(contract.id) ?? [],
        discounts: discountsOn(ofBill?.discounts ?? [], lastDay),
        ...(downtime.has(contract.id) && { downtime: downtime.get(contract.id)! }),
      };
    });
  }

  /**
   * Returns true when a month must be split, for example because a contract year ends, terms change or prepaid credits
   * expire within it.
   */
  isCut(contract: ContractView, month: ContractMonth): boolean {
    const billed = this.billedMonth(contract, month);
    const [first, end] = [billed.from.date, billed.to.date];
    if (isCutIn(contract, first, end)) return true;
    // A swapped machine counts on the day adjacent to its own days, which is in this month.
    if (contract.machines.some(({ from, to }) => from === end || to === first)) return true;
    if (!allCharges(contract).some(spansMonths)) return false;
    return contractYears(contract, billed.to.date).some(
      ({ to }) => to.date > billed.from.date && to.date < billed.to.date,
    );
  }

  private describeMonth(one: MonthToDraft): DescribedMonth {
    const billed = this.billedMonth(one.contract, one.month);
    const [year] = allCharges(one.contract).some(spansMonths)
      ? contractYears(one.contract, billed.to.date).filter(({ to }) => to.date > billed.from.date)
      : [];
    const counterFrom = year && year.from.date < billed.from.date ? year.from.date : billed.from.date;
    return { ...one, billed, counterFrom, periodFrom: billed.from.date };
  }

  /**
   * Loads earlier months by contract: the months of the current contract years for charges that count by year, and all
   * earlier months for prepaid credits. Issued months have their stored usage. Other months are derived from current
   * data. If nothing may be stored and the contract has no proposed changes, stored measured usage is reused instead.
   */
  private async earlierMonths(
    tx: Transaction,
    months: readonly DescribedMonth[],
    before: ReadonlyMap<string, BilledOfContract>,
    { isStored, isSupposed, usageCache, knownBefore }: Required<GatheringOptions>,
  ): Promise<Map<string, MeteredMonth[]>> {
    const yearly = months.flatMap(({ contract, month, counterFrom }) => {
      const from = countsSince(contract, counterFrom);
      const paidBefore = new Set(contract.prepaid.map(({ chargeKey }) => chargeKey));
      const meterIds = new Set(
        allCharges(contract)
          .filter((charge) => spansMonths(charge) || paidBefore.has(charge.key))
          .flatMap(({ meterIds }) => meterIds),
      );
      // The opening balance contains the quantities counted elsewhere.
      const ownFrom = laterDay(contract.billedFrom, from);
      if (meterIds.size === 0 || ownFrom >= month.firstDay) return [];
      return [{ contract, month, meterIds, from: ownFrom, to: month.firstDay }];
    });
    const stored = await storedMonths(tx, yearly);
    const slots = yearly.flatMap((one) =>
      earlierMonthsOf(one).flatMap(({ earlier, firstDay }) =>
        one.contract.meters
          .filter(({ id }) => one.meterIds.has(id))
          .map((meter) => {
            const { contract } = one;
            const { issuedFrom } = before.get(contract.id) ?? NOTHING_BILLED;
            const kept = stored
              .get(contract.id)
              ?.find(({ meterId, from }) => meterId === meter.id && from === firstDay);
            const isTrusted = !isStored && !isSupposed && kept?.state === 'measured';
            const isKept = issuedFrom.includes(firstDay) || isTrusted;
            return { contract, meter, month: earlier, firstDay, kept: isKept ? kept : undefined };
          }),
      ),
    );
    const missing = slots.filter(({ kept }) => kept === undefined);
    const usages = isStored
      ? await this.usages.updateWithin(
          tx,
          missing.map((slot) => ({
            ...slot,
            withDays:
              slot.firstDay > slot.month.firstDay ||
              isCutIn(slot.contract, slot.month.firstDay, slot.month.endDay),
          })),
          knownBefore,
        )
      : await usageCache.load(tx, missing, knownBefore);
    const derived = new Map(missing.map((slot, index) => [slot, usages[index]!]));
    const found = new Map<string, MeteredMonth[]>(yearly.map(({ contract }) => [contract.id, []]));
    for (const slot of slots) {
      const { contract, meter, month, firstDay, kept } = slot;
      const counted = kept ?? this.counted(contract, { meter, ...derived.get(slot)! }, month, firstDay);
      found.get(contract.id)!.push(counted);
    }
    return found;
  }

  private counted(
    contract: ContractView,
    usage: UsageOfMonth,
    month: ContractMonth,
    firstDay: string,
  ): MeteredMonth {
    const counted = meteredMonth(contract, usage, billedMonth(month, contract)!);
    return clipMonth(counted, firstDay, counted.to)!;
  }
}

/**
 * Returns the months from a day to the month before the given month, each with the first day of its usage that is
 * needed.
 */
function earlierMonthsOf({
  contract,
  month,
  from,
}: {
  readonly contract: ContractView;
  readonly month: ContractMonth;
  readonly from: string;
}): { readonly earlier: ContractMonth; readonly firstDay: string }[] {
  const months = [];
  for (let name = billingMonthOf(from, contract); name < month.month; name = addMonths(name, 1)) {
    const earlier = contractMonth(name, contract);
    months.push({ earlier, firstDay: earlier.firstDay > from ? earlier.firstDay : from });
  }
  return months;
}

/** Returns the period of a month to load downtime for, if a guarantee of any version is evaluated from downtime. */
function downtimePeriodsOf({ contract, billed }: DescribedMonth): DowntimeQuery[] {
  const isEvaluated = contract.versions.some(({ performance }) =>
    performance.some(({ type }) => type === 'availability'),
  );
  return isEvaluated ? [{ contractId: contract.id, from: billed.from.at, to: billed.to.at }] : [];
}

const NOTHING_BILLED: BilledOfContract = { billed: [], invoicedFrom: [], issuedFrom: [] };

/** Returns the last billed day of a month. It determines the buyer, the payment term and the kits of the month. */
export function lastDayOf({ to }: Pick<BilledPeriod, 'to'>): string {
  return plusDays(to.date, -1);
}

/** Returns the charges of all versions. */
export function allCharges({ versions }: Pick<DraftInput, 'versions'>): ChargeFields[] {
  return versions.flatMap(({ charges }) => charges);
}

/** Returns true when the month must be split strictly between two days. */
function isCutIn(contract: ContractView, first: string, end: string): boolean {
  return cutsOf(contract).some((day) => day > first && day < end);
}

/** Returns true when the amount of a charge in a month depends on amounts that earlier months billed. */
export function spansMonths({ countsBy, due, pricing }: ChargeFields): boolean {
  return pricing.model === 'flat' ? monthsOfDue(due) !== null : countsBy === 'year';
}

/** Converts derived usage to the meter's quantity on the billed days. */
export function meteredMonth(
  contract: Pick<ContractView, 'devices' | 'serials'>,
  { meter, usage, usagePeriodId }: UsageOfMonth,
  billed: BilledPeriod,
): MeteredMonth {
  const gaps = gapsOf(usage.reasons);
  return {
    ...meterFacts(contract, meter),
    from: billed.from.date,
    to: billed.to.date,
    state: usage.state,
    quantity: usage.quantity,
    heldQuantity: usage.heldQuantity,
    ...(Number(usage.estimatedQuantity) > 0 && { estimatedQuantity: usage.estimatedQuantity }),
    holds: usage.reasons.filter(({ holds }) => holds).length,
    ...(gaps !== undefined && { gaps }),
    days: usage.days.map(({ day, quantity, heldQuantity }) => ({ day, quantity, heldQuantity })),
    usagePeriodId,
    hash: usage.hash,
  };
}
