import { Injectable } from '@nestjs/common';
import { getContract, type MeterFields } from '#contracts';
import { DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import { awaitSweep, holdEvidence } from '#telemetry';
import { Between, IsNull } from 'typeorm';
import { addMonths, contractMonth, localDays, monthOf, type ContractMonth } from './domain/contract-month.js';
import { isUsable, orderReadings, type CounterReading } from './domain/counter-reading.js';
import { countsIn, deriveUsage, type CountingWindow, type MeteredPeriod } from './domain/derive-usage.js';
import type { Opening } from './domain/evidence-hash.js';
import { type EvidenceSpan, evidenceSpan } from './domain/evidence-span.js';
import { stepsBetween } from './domain/reading-steps.js';
import type { HalfHour, Usage } from './domain/usage.js';
import { UsageDay } from './entities/usage-day.entity.js';
import { UsagePeriod, type UsageBasis } from './entities/usage-period.entity.js';
import { counterOf, windowsOf, type MeteredContract } from './metered-contract.js';
import {
  countLaterReadings,
  lastReadingBefore,
  readingPage,
  readingsFor,
  valuesAt,
  type CounterSource,
} from './usage.queries.js';
import { saveUsage } from './usage.store.js';

/** A stored usage, and what it counts. */
export interface UsageView {
  readonly period: UsagePeriod;
  /** `YYYY-MM` in the contract's zone. */
  readonly month: string;
  readonly signalKey: string;
  readonly unit: string;
  readonly device: string;
}

/** A year and the same month of the year before, to compare with. */
const MONTHS_SHOWN = 13;

/** A usage as derived now, and what it was derived by. */
export interface DerivedUsage {
  readonly meter: MeterFields;
  readonly usage: Usage;
  readonly period: MeteredPeriod;
  /** Device times of all that was looked at, half-open; null where nothing counted. */
  readonly evidence: EvidenceSpan | null;
}

/** A stored usage beside what its readings give when they are derived again. */
export interface UsageProof {
  readonly period: UsagePeriod;
  readonly days: readonly UsageDay[];
  readonly recomputedHash: string | null;
  readonly openings: readonly Opening[];
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
  /** `counted`; `before`: counting only goes on from it, or remembers a fall by it; `unused`: no value, or a bad or stale one. */
  readonly use: 'counted' | 'before' | 'unused';
}

export interface ProofReading extends CounterReading {
  /** Whether it was metered. */
  readonly used: boolean;
  /** By how much the counter moved since the reading before; null where that isn't known. */
  readonly step: string | null;
}

/** What counters used, and the proof of it. */
@Injectable()
export class UsageService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Stored usage of a contract's meters in the months from `from` to `to` (`YYYY-MM`, both included; thirteen months up to
   * the running one when left out), by month, then meter.
   * @throws DomainError contracts.contract_not_found, metering.month_invalid
   */
  listOfContract(
    scope: Scope,
    contractId: string,
    { from, to }: { readonly from?: string; readonly to?: string } = {},
  ): Promise<UsageView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { zone, meters, devices } = await getContract(tx, contractId);
      const last = contractMonth(to ?? monthOf(tx.now.getTime(), zone), zone);
      const first = contractMonth(from ?? addMonths(last.month, 1 - MONTHS_SHOWN), zone);
      const periods = await tx.manager.find(UsagePeriod, {
        where: {
          makerId: scope.makerId,
          contractId,
          periodFrom: Between(new Date(first.from), new Date(last.to - 1)),
          supersededAt: IsNull(),
        },
        order: { periodFrom: 'asc', meterId: 'asc' },
      });
      return periods.map((period) => {
        const meter = meters.find(({ id }) => id === period.meterId);
        return {
          period,
          month: monthOf(period.periodFrom.getTime(), zone),
          signalKey: meter?.signalKey ?? '',
          unit: meter?.unit ?? '',
          device: (meter && devices.get(meter.deviceId)?.code) ?? '',
        };
      });
    });
  }

  /**
   * What a meter used in a month, by what is known now. Stores nothing.
   *
   * Known is what was received up to the last reading found, not up to now: a reading that ingest received before this
   * instant and commits after it would otherwise slip behind the mark, and the usage could not be derived again.
   * @param knownBefore the mark of a billing run: what was received at it or later is not looked at
   */
  async deriveWithin(
    tx: Transaction,
    contract: MeteredContract,
    meter: MeterFields,
    month: ContractMonth,
    knownBefore = tx.now,
  ): Promise<DerivedUsage> {
    const windows = await windowsOf(tx, contract, meter, month);
    // What is looked at now must still be there when it is held.
    await awaitSweep(tx);
    const asOf = knownBefore.getTime();
    const readings = await readingsFor(tx, counterOf(contract, meter), windows, asOf);
    const lastReceived = readings.reduce((last, { receivedAt }) => Math.max(last, receivedAt), -Infinity);
    const knownUntil = readings.length === 0 ? asOf : lastReceived + 1;
    const period = { zone: contract.zone, from: month.from, to: month.to, windows, knownUntil, asOf };
    return {
      meter,
      usage: deriveUsage(readings, meter, period),
      period,
      evidence: evidenceSpan(windows, readings),
    };
  }

  /**
   * Stores a usage as the one that holds for the meter's month, and holds the readings that it was derived from.
   * @returns the id of the version that holds: the one before where it says the same
   */
  async recordWithin(
    tx: Transaction,
    contract: MeteredContract,
    { meter, usage, period, evidence }: DerivedUsage,
  ): Promise<string> {
    const { zone, windows, from, to, knownUntil } = period;
    const { modulus, maxRatePerHour, maxGapMinutes } = meter;
    const id = await saveUsage(
      tx,
      {
        contractId: contract.id,
        customerId: contract.customerId,
        meterId: meter.id,
        from,
        to,
        knownUntil,
        basis: { zone, windows, modulus, maxRatePerHour, maxGapMinutes },
      },
      usage,
    );
    if (evidence) await holdEvidence(tx, id, { ...counterOf(contract, meter), span: evidence });
    return id;
  }

  /** The counter's values at instants, not older than `since`. */
  valuesAtWithin(
    tx: Transaction,
    contract: MeteredContract,
    meter: MeterFields,
    instants: readonly number[],
    since: number,
  ): Promise<(string | null)[]> {
    return valuesAt(tx, counterOf(contract, meter), instants, since);
  }

  /** Derives a stored usage again from the readings that were known to it. @throws DomainError metering.usage_not_found */
  async proveWithin(tx: Transaction, usagePeriodId: string): Promise<UsageProof> {
    const { period, source } = await findProven(tx, usagePeriodId);
    const days = await tx.manager.find(UsageDay, {
      where: { makerId: tx.scope.makerId, usagePeriodId },
      order: { day: 'asc' },
    });
    if (period.basis === null)
      return { period, days, recomputedHash: null, openings: [], isEqual: false, laterReadings: 0 };
    const usage = await deriveAgain(tx, source, period, period.basis, {
      from: period.periodFrom.getTime(),
      to: period.periodTo.getTime(),
      windows: period.basis.windows,
    });
    return {
      period,
      days,
      recomputedHash: usage.hash,
      openings: usage.openings,
      isEqual:
        usage.hash === period.readingsHash &&
        usage.state === period.state &&
        usage.quantity === period.quantity &&
        usage.heldQuantity === period.heldQuantity,
      laterReadings: await countLaterReadings(tx, source, period.basis.windows, period.knownUntil.getTime()),
    };
  }

  /**
   * What a stored usage was derived from, whole: one meter's period in memory.
   * @throws DomainError metering.usage_not_found, telemetry.readings_removed
   */
  async evidenceWithin(tx: Transaction, usagePeriodId: string): Promise<UsageEvidence | null> {
    const { period, source } = await findProven(tx, usagePeriodId);
    const { basis, periodFrom, periodTo } = period;
    if (basis === null) return null;
    const knownUntil = period.knownUntil.getTime();
    const readings = await readingsFor(tx, source, basis.windows, knownUntil);
    const part = { from: periodFrom.getTime(), to: periodTo.getTime(), windows: basis.windows };
    return {
      usage: deriveUsage(readings, basis, { ...part, zone: basis.zone, knownUntil }),
      readings: orderReadings(readings).map((reading) => ({
        ...reading,
        use: useOf(reading, basis.windows),
      })),
    };
  }

  /**
   * The half hours of a local day of a stored usage.
   * @throws DomainError metering.usage_not_found, metering.day_not_in_period
   */
  async halfHoursWithin(tx: Transaction, usagePeriodId: string, day: string): Promise<readonly HalfHour[]> {
    const { period, source } = await findProven(tx, usagePeriodId);
    const { basis, periodFrom, periodTo } = period;
    const bounds =
      basis && localDays(periodFrom.getTime(), periodTo.getTime(), basis.zone).find((one) => one.day === day);
    if (!bounds) throw new DomainError('metering.day_not_in_period', { day });
    const windows = clip(basis.windows, bounds.from, bounds.to);
    const usage = await deriveAgain(tx, source, period, basis, { from: bounds.from, to: bounds.to, windows });
    return usage.halfHours;
  }

  /**
   * The readings of a stored usage later than `after` and not later than `to`, as they were known to it.
   * @param limit how many; those of one instant stay together
   * @returns with the device time after which the next page begins
   */
  async readingsWithin(
    tx: Transaction,
    usagePeriodId: string,
    { after, to, limit }: { readonly after: number; readonly to: number; readonly limit: number },
  ): Promise<{ readings: ProofReading[]; next: number | null }> {
    const { period, source } = await findProven(tx, usagePeriodId);
    const windows = period.basis?.windows ?? [];
    const knownUntil = period.knownUntil.getTime();
    const page = await readingPage(
      tx,
      source,
      Math.max(after, (windows[0]?.from ?? 0) - 1),
      Math.min(to, windows.at(-1)?.to ?? 0),
      knownUntil,
      limit,
    );
    const ordered = orderReadings(page.readings.filter(({ at }) => windowOf(windows, at) !== undefined));
    const first = ordered[0];
    const window = first && windowOf(windows, first.at);
    const before =
      first && window && (await lastReadingBefore(tx, source, window.since, first.at, knownUntil));
    const steps = stepsBetween(before, ordered);
    return {
      readings: ordered.map((reading, index) => ({
        ...reading,
        used: isUsable(reading),
        step: steps[index]!,
      })),
      next: page.next,
    };
  }
}

async function findProven(
  tx: Transaction,
  id: string,
): Promise<{ period: UsagePeriod; source: CounterSource }> {
  const period = await tx.manager.findOneBy(UsagePeriod, { makerId: tx.scope.makerId, id });
  const [source]: CounterSource[] = await tx.manager.query(
    `select d.device_key as "deviceKey", m.signal_key as "signalKey"
       from usage_period u
       join meter m on m.maker_id = u.maker_id and m.id = u.meter_id
       join device d on d.maker_id = m.maker_id and d.id = m.device_id
      where u.maker_id = $1 and u.id = $2`,
    [tx.scope.makerId, id],
  );
  if (!period || !source) throw new DomainError('metering.usage_not_found');
  return { period, source };
}

/** Derives a stored usage, or a part of it, by what it was derived by then. */
async function deriveAgain(
  tx: Transaction,
  source: CounterSource,
  stored: UsagePeriod,
  basis: UsageBasis,
  part: Pick<MeteredPeriod, 'from' | 'to' | 'windows'>,
): Promise<Usage> {
  const knownUntil = stored.knownUntil.getTime();
  const readings = await readingsFor(tx, source, part.windows, knownUntil);
  return deriveUsage(readings, basis, { ...part, zone: basis.zone, knownUntil });
}

function clip(windows: readonly CountingWindow[], from: number, to: number): CountingWindow[] {
  return windows
    .filter((window) => window.from < to && window.to > from)
    .map((window) => ({ ...window, from: Math.max(window.from, from), to: Math.min(window.to, to) }));
}

function useOf(reading: CounterReading, windows: readonly CountingWindow[]): EvidenceReading['use'] {
  if (!isUsable(reading)) return 'unused';
  return windowOf(windows, reading.at) ? 'counted' : 'before';
}

/** The window that a reading counts in. */
function windowOf(windows: readonly CountingWindow[], at: number): CountingWindow | undefined {
  return windows.find((window) => countsIn(window, at));
}
