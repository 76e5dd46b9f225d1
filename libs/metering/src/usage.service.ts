import { Injectable } from '@nestjs/common';
import { getContract, type MeterFields, type UsageMethod } from '#contracts';
import { DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import { FirstReceipts } from '#telemetry';
import { Between, IsNull } from 'typeorm';
import { addMonths, contractMonth, localDays, monthOf, type ContractMonth } from './domain/contract-month.js';
import {
  isUsable,
  orderReadings,
  QUALITY,
  type CounterReading,
  type UsableReading,
} from './domain/counter-reading.js';
import { countedBy, type CountingWindow } from './domain/metered-period.js';
import type { Opening } from './domain/evidence-hash.js';
import { foreignOpening } from './domain/methods/foreign-opening.js';
import { stepsBetween } from './domain/reading-steps.js';
import type { OpeningValue } from './domain/meter-records.js';
import { type Certificate, certificatesOn } from './domain/meter-event.js';
import type { MeterDecision } from './domain/meter-exception.js';
import type { RegisterChange } from './domain/registers.js';
import type { HalfHour, Usage } from './domain/usage.js';
import { UsageDay } from './entities/usage-day.entity.js';
import { type UsageBasis, UsagePeriod } from './entities/usage-period.entity.js';
import type { DecisionView } from './exceptions.queries.js';
import { type DerivedUsage, deriveMonth, gatherMonth, gatherMonths } from './derived-usage.js';
import { counterOf, type MeteredContract, type MeterMonth } from './metered-contract.js';
import { findCertificates } from './records.queries.js';
import {
  decisionsOfUsages,
  deriveAgain,
  deriveFrom,
  findProven,
  readingsOfUsage,
  recordsAgain,
  storedDays,
} from './stored-usage.js';
import { countLaterReadings, lastReadingBefore, readingPage, valuesAtHours } from './usage.queries.js';
import { lookAtUsages, recordUsages, settleUsages } from './settle-usages.js';
import type { StoredUsage, WantedUsage } from './unchanged-usage.js';

/** A stored usage, and what it counts. */
export interface UsageView {
  readonly period: UsagePeriod;
  /** `YYYY-MM` in the contract's zone. */
  readonly month: string;
  readonly signalKey: string;
  readonly method: UsageMethod;
  readonly unit: string;
  readonly device: string;
}

/** A year and the same month of the year before, to compare with. */
const MONTHS_SHOWN = 13;

/** A stored usage beside what its readings give when they are derived again. */
export interface UsageProof {
  readonly period: UsagePeriod;
  readonly days: readonly UsageDay[];
  readonly recomputedHash: string | null;
  readonly openings: readonly Opening[];
  /** For each opening the reading after its stretch that closes a divided step; null where none does. */
  readonly closings: readonly (UsableReading | null)[];
  /** Where its register was exchanged or set anew. */
  readonly changes: readonly RegisterChange[];
  /** In force in its time, as they were known; the last that ran out where none was. */
  readonly certificates: readonly Certificate[];
  /** Those that it rests on. */
  readonly decisions: readonly DecisionView[];
  /** The readings give the same evidence and the same quantities again. */
  readonly isEqual: boolean;
  /** Readings that came after it was derived and are not in it. */
  readonly laterReadings: number;
}

/** All that a stored usage was derived from, and what it gives again. */
export interface UsageEvidence {
  readonly usage: Usage;
  /** Every reading that was looked at, in the counter's order, those before the windows and the unusable ones too. */
  readonly readings: readonly EvidenceReading[];
}

export interface EvidenceReading extends CounterReading {
  /**
   * `counted`; `before`: counting only goes on from it, or remembers a fall by it; `after`: a long step leads to it, of which a part
   * is the period's; `unused`: no value, or a bad or stale one.
   */
  readonly use: 'counted' | 'before' | 'after' | 'unused';
}

export interface ProofReading extends CounterReading {
  /** When its message first arrived, in ms since 1970 UTC: before `receivedAt` where it was in quarantine first. */
  readonly firstReceivedAt: number;
  /** Whether it was metered. */
  readonly used: boolean;
  /** What it shows since the reading before, in the meter's unit: see `stepsBetween`. Null where that isn't known. */
  readonly step: string | null;
}

/** What counters used, and the proof of it. */
@Injectable()
export class UsageService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Stored usage of a contract's meters in the months from `from` to `to` (`YYYY-MM`, both included; thirteen months up to
   * the running one when left out), by month, then meter, and the decisions that it rests on.
   * @throws DomainError contracts.contract_not_found, metering.month_invalid
   */
  listOfContract(
    scope: Scope,
    contractId: string,
    { from, to }: { readonly from?: string; readonly to?: string } = {},
  ): Promise<{ usages: UsageView[]; decisions: DecisionView[] }> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContract(tx, contractId);
      const { meters, devices } = contract;
      const last = contractMonth(to ?? monthOf(tx.now.getTime(), contract), contract);
      const first = contractMonth(from ?? addMonths(last.month, 1 - MONTHS_SHOWN), contract);
      const periods = await tx.manager.find(UsagePeriod, {
        where: {
          makerId: scope.makerId,
          contractId,
          periodFrom: Between(new Date(first.from), new Date(last.to - 1)),
          supersededAt: IsNull(),
        },
        order: { periodFrom: 'asc', meterId: 'asc' },
      });
      const decisions = await decisionsOfUsages(tx, periods);
      const usages = periods.map((period) => {
        const meter = meters.find(({ id }) => id === period.meterId);
        return {
          period,
          month: monthOf(period.periodFrom.getTime(), contract),
          signalKey: meter?.signalKey ?? '',
          method: meter?.method ?? 'counter',
          unit: meter?.unit ?? '',
          device: (meter && devices.get(meter.deviceId)?.code) ?? '',
        };
      });
      return { usages, decisions };
    });
  }

  /**
   * What a meter used in a month, by what is known now. Stores nothing.
   * @param knownBefore the mark of a billing run: what was received at it or later is not looked at, nor what was recorded later
   */
  async deriveWithin(
    tx: Transaction,
    contract: MeteredContract,
    meter: MeterFields,
    month: Pick<ContractMonth, 'from' | 'to'>,
    knownBefore = tx.now,
  ): Promise<DerivedUsage> {
    return deriveMonth(await gatherMonth(tx, { contract, meter, month }, knownBefore));
  }

  /** As `deriveWithin`, of many months together. @returns in the order asked */
  async deriveAllWithin(
    tx: Transaction,
    months: readonly MeterMonth[],
    knownBefore = tx.now,
  ): Promise<DerivedUsage[]> {
    const derived: DerivedUsage[] = [];
    for await (const portion of gatherMonths(tx, months, knownBefore))
      for (const gathered of portion) derived[gathered.place] = deriveMonth(gathered);
    return derived;
  }

  /**
   * The usages that hold of meters' months by what is known at a mark, stored. One that nothing new is known of stands as it
   * is; any other is derived again and stored.
   * @param knownBefore as in `deriveWithin`
   * @returns in the order asked
   */
  settleWithin(tx: Transaction, wanted: readonly WantedUsage[], knownBefore: Date): Promise<StoredUsage[]> {
    return settleUsages(tx, wanted, knownBefore);
  }

  /** As `settleWithin`, with their days; stores nothing. @returns in the order asked */
  lookWithin(
    tx: Transaction,
    months: readonly MeterMonth[],
    knownBefore: Date,
  ): Promise<StoredUsage['usage'][]> {
    return lookAtUsages(tx, months, knownBefore);
  }

  /** What a meter used in a month by what is known now, and what it would be with decisions that nobody made yet. */
  async supposeWithin(
    tx: Transaction,
    contract: MeteredContract,
    meter: MeterFields,
    month: Pick<ContractMonth, 'from' | 'to'>,
    supposed: readonly MeterDecision[],
  ): Promise<{ readonly before: DerivedUsage; readonly after: DerivedUsage }> {
    const gathered = await gatherMonth(tx, { contract, meter, month }, tx.now);
    const { decisions } = gathered.records;
    const records = { ...gathered.records, decisions: [...decisions, ...supposed] };
    return { before: deriveMonth(gathered), after: deriveMonth({ ...gathered, records }) };
  }

  /**
   * Stores a usage as the one that holds for the meter's month, and holds the readings that it was derived from.
   * @returns the id of the version that holds: the one before where it says the same
   */
  async recordWithin(tx: Transaction, contract: MeteredContract, derived: DerivedUsage): Promise<string> {
    const [id] = await recordUsages(tx, [{ contract, derived }]);
    return id!;
  }

  /**
   * Counters' values at instants in order, each to the hour, not older than `since`: quick over weeks, to look ahead by and not to
   * bill.
   * @returns in the order of the counters
   */
  valuesAtHoursWithin(
    tx: Transaction,
    counters: readonly {
      readonly contract: MeteredContract;
      readonly meter: MeterFields;
      readonly since: number;
    }[],
    instants: readonly number[],
  ): Promise<(string | null)[][]> {
    return valuesAtHours(
      tx,
      counters.map(({ contract, meter, since }) => ({ ...counterOf(contract, meter), since })),
      instants,
    );
  }

  /** What meters used on days of theirs, as it is stored. @param days in order @returns by meter and day */
  storedDaysWithin(
    tx: Transaction,
    meterIds: readonly string[],
    days: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
    return storedDays(tx, meterIds, days);
  }

  /** Derives a stored usage again from the readings that were known to it. @throws DomainError metering.usage_not_found */
  async proveWithin(tx: Transaction, usagePeriodId: string): Promise<UsageProof> {
    const proven = await findProven(tx, usagePeriodId);
    const { period, source } = proven;
    const days = await tx.manager.find(UsageDay, {
      where: { makerId: tx.scope.makerId, usagePeriodId },
      order: { day: 'asc' },
    });
    if (period.basis === null)
      return {
        period,
        days,
        recomputedHash: null,
        openings: [],
        closings: [],
        changes: [],
        certificates: [],
        decisions: [],
        isEqual: false,
        laterReadings: 0,
      };
    const usage = await deriveAgain(tx, proven, period.basis);
    return {
      period,
      days,
      recomputedHash: usage.hash,
      openings: usage.openings,
      closings: usage.closings,
      changes: (await recordsAgain(tx, proven.meter, period.basis)).changes,
      certificates: certificatesOn(
        await findCertificates(tx, proven.meter, period.basis.lastRecord ?? null),
        days.at(0)?.day ?? '',
        days.at(-1)?.day ?? '',
      ),
      decisions: await decisionsOfUsages(tx, [period]),
      isEqual:
        usage.hash === period.readingsHash &&
        usage.state === period.state &&
        usage.quantity === period.quantity &&
        usage.heldQuantity === period.heldQuantity &&
        usage.estimatedQuantity === period.estimatedQuantity,
      laterReadings: await countLaterReadings(tx, source, period.basis.windows, period.knownUntil.getTime()),
    };
  }

  /**
   * What a stored usage was derived from, whole: one meter's period in memory.
   * @throws DomainError metering.usage_not_found, telemetry.readings_removed
   */
  async evidenceWithin(tx: Transaction, usagePeriodId: string): Promise<UsageEvidence | null> {
    const { period, source, meter } = await findProven(tx, usagePeriodId);
    const { basis } = period;
    if (basis === null) return null;
    const readings = await readingsOfUsage(tx, source, period, basis);
    return {
      usage: deriveFrom(readings, period, basis, await recordsAgain(tx, meter, basis)),
      readings: orderReadings(readings).map((reading) => ({
        ...reading,
        use: useOf(reading, basis),
      })),
    };
  }

  /**
   * The half hours of a local day of a stored usage.
   * @throws DomainError metering.usage_not_found, metering.day_not_in_period
   */
  async halfHoursWithin(tx: Transaction, usagePeriodId: string, day: string): Promise<readonly HalfHour[]> {
    const proven = await findProven(tx, usagePeriodId);
    const { basis, periodFrom, periodTo } = proven.period;
    const bounds =
      basis && localDays(periodFrom.getTime(), periodTo.getTime(), basis.zone).find((one) => one.day === day);
    if (!bounds) throw new DomainError('metering.day_not_in_period', { day });
    // What was recorded may be about longer than a day, what was decided about longer than that, and a peak is one by all before it;
    // a step that is divided is longer than a day too, and what has more decimals than are kept is rounded on the sum of all days.
    const isDivided = proven.period.reasons.some(({ code }) => code === 'split' || code === 'more_reasons');
    const part =
      basis.lastRecord === undefined && standsAlone(basis) && !isDivided
        ? { ...bounds, windows: clip(basis.windows, bounds.from, bounds.to), isPart: true as const }
        : undefined;
    const usage = await deriveAgain(tx, proven, basis, part);
    return usage.halfHours.filter(({ from, to }) => from >= bounds.from && to <= bounds.to);
  }

  /**
   * The readings of a stored usage later than `after` and not later than `to`, as they were known to it; events from `after` on and
   * before `to`.
   * @param limit how many; those of one instant stay together
   * @returns with the device time after which the next page begins
   */
  async readingsWithin(
    tx: Transaction,
    usagePeriodId: string,
    { after, to, limit }: { readonly after: number; readonly to: number; readonly limit: number },
  ): Promise<{ readings: ProofReading[]; next: number | null }> {
    const { period, source } = await findProven(tx, usagePeriodId);
    const { basis } = period;
    if (basis === null) return { readings: [], next: null };
    const { windows } = basis;
    const knownUntil = period.knownUntil.getTime();
    // A step is shown where it ends, an event where it happened.
    const shift = basis.method === 'event_count' ? 1 : 0;
    const page = await readingPage(
      tx,
      source,
      Math.max(after - shift, (windows[0]?.from ?? 0) - 1),
      Math.min(to - shift, windows.at(-1)?.to ?? 0),
      knownUntil,
      limit,
    );
    const { bounding = [] } = basis;
    const last = page.next ?? to - shift;
    const atEnds = bounding.filter((reading) => reading.at > after - shift && reading.at <= last);
    const ordered = orderReadings(
      [...page.readings, ...atEnds].filter(({ at }) => windowOf(basis, at) !== undefined),
    );
    const first = ordered[0];
    const window = first && windowOf(basis, first.at);
    const before =
      first &&
      window &&
      ((await lastReadingBefore(tx, source, window.since, first.at, knownUntil)) ??
        openingReading(basis.opening, window) ??
        foreignOpening(bounding.filter(isUsable), window) ??
        undefined);
    const steps = stepsBetween(before, ordered, basis);
    const receipts = await FirstReceipts.load(tx, source.deviceKey, {
      from: new Date(ordered[0]?.at ?? 0),
      to: new Date(ordered.at(-1)?.at ?? 0),
    });
    return {
      readings: ordered.map((reading, index) => ({
        ...reading,
        firstReceivedAt: receipts
          .of({ deviceTime: new Date(reading.at), seq: reading.seq }, new Date(reading.receivedAt))
          .getTime(),
        used: isUsable(reading),
        step: steps[index]!,
      })),
      next: page.next === null ? null : page.next + shift,
    };
  }
}

/** Whether a day's half hours are the same whether or not the days before it are looked at. */
function standsAlone({ method, factor }: UsageBasis): boolean {
  return factor === undefined && (method === undefined || method === 'event_count');
}

function clip(windows: readonly CountingWindow[], from: number, to: number): CountingWindow[] {
  return (
    windows
      .filter((window) => window.from < to && window.to > from)
      .map((window) => ({
        ...window,
        from: Math.max(window.from, from),
        to: Math.min(window.to, to),
        // Beyond a bound that cuts a window counting goes on.
        ...(window.to > to && { until: null }),
      }))
      // Beyond a bound that cuts a window nobody takes over.
      .map(({ after, ...window }) => ({
        ...window,
        ...(after !== undefined && window.until === undefined && { after }),
      }))
  );
}

/** From where the steps of a window go on that begins with what was billed elsewhere. */
function openingReading(
  opening: OpeningValue | undefined,
  { since }: CountingWindow,
): CounterReading | undefined {
  if (opening?.at !== since) return undefined;
  const { at, value } = opening;
  return { at, seq: '-1', receivedAt: at, timeSource: 0, quality: QUALITY.good, value };
}

function useOf(reading: CounterReading, basis: UsageBasis): EvidenceReading['use'] {
  if (!isUsable(reading)) return 'unused';
  if (windowOf(basis, reading.at)) return 'counted';
  return reading.at >= (basis.windows.at(-1)?.to ?? Infinity) ? 'after' : 'before';
}

/** The window that a reading counts in. */
function windowOf({ windows, method }: UsageBasis, at: number): CountingWindow | undefined {
  const counts = countedBy(method);
  return windows.find((window) => counts(window, at));
}
