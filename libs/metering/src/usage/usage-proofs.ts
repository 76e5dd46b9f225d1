import type { Transaction } from '#platform';
import { DomainError } from '#platform';
import { FirstReceipts } from '#telemetry';
import { localDays } from '../domain/usage/contract-month.js';
import {
  type CounterReading,
  isUsable,
  orderReadings,
  type UsableReading,
} from '../domain/steps/counter-reading.js';
import type { Opening } from '../domain/evidence/evidence-hash.js';
import type { EvidenceReading } from '../domain/evidence/evidence-reading.js';
import { type Certificate, certificatesOn } from '../domain/decisions/meter-event.js';
import { foreignOpening } from '../domain/methods/foreign-opening.js';
import {
  clipWindows,
  openingReading,
  isDerivableByDay,
  useOf,
  windowOf,
} from '../domain/evidence/proof-windows.js';
import { stepsBetween } from '../domain/steps/reading-steps.js';
import type { RegisterChange } from '../domain/steps/registers.js';
import type { HalfHour, Usage } from '../domain/usage/usage.js';
import { UsageDay } from '../entities/usage-day.entity.js';
import type { UsagePeriod } from '../entities/usage-period.entity.js';
import type { DecisionView } from '../decisions/exceptions.queries.js';
import { findCertificates } from '../decisions/records.queries.js';
import {
  findDecisionsOfUsages,
  rederive,
  deriveFrom,
  findStoredUsage,
  loadReadingsOfUsage,
  reloadRecords,
} from './stored-usage.js';
import { countLaterReadings, lastReadingBefore, loadReadingPage } from './usage.queries.js';

/** Stored usage, compared with a new derivation from its readings. */
export interface UsageProof {
  readonly period: UsagePeriod;
  readonly days: readonly UsageDay[];
  readonly recomputedHash: string | null;
  readonly openings: readonly Opening[];
  /** For each opening, the reading after the segment that ends a divided step; null if there is none. */
  readonly closings: readonly (UsableReading | null)[];
  /** Changes of the counter's register, such as exchanges and resets. */
  readonly changes: readonly RegisterChange[];
  /**
   * Certificates in force in the period of the usage, as known when the usage was derived. If none was in force, the
   * last expired certificate.
   */
  readonly certificates: readonly Certificate[];
  /** Decisions that the usage is based on. */
  readonly decisions: readonly DecisionView[];
  /** True if a new derivation results in the same evidence and the same quantities. */
  readonly isEqual: boolean;
  /** Number of readings that arrived after the usage was derived and are not included in it. */
  readonly laterReadings: number;
}

/** All inputs of stored usage, and the result of deriving it again. */
export interface UsageEvidence {
  readonly usage: Usage;
  /**
   * Every reading used, in the order in which they were taken, including those before the windows and unusable ones.
   */
  readonly readings: readonly EvidenceReading[];
}

export interface ProofReading extends CounterReading {
  /** Time at which the message first arrived, in ms since 1970 UTC; before `receivedAt` if it was quarantined first. */
  readonly firstReceivedAt: number;
  /** True if the reading was metered. */
  readonly used: boolean;
  /** The change since the previous reading, in the meter's unit: see `stepsBetween`. Null if unknown. */
  readonly step: string | null;
}

/**
 * Derives stored usage again from the readings known when it was stored.
 * @throws DomainError metering.usage_not_found, telemetry.readings_removed
 */
export async function proveUsage(tx: Transaction, usagePeriodId: string): Promise<UsageProof> {
  const stored = await findStoredUsage(tx, usagePeriodId);
  const { period, source } = stored;
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
  const usage = await rederive(tx, stored, period.basis);
  return {
    period,
    days,
    recomputedHash: usage.hash,
    openings: usage.openings,
    closings: usage.closings,
    changes: (await reloadRecords(tx, stored.meter, period.basis)).changes,
    certificates: certificatesOn(
      await findCertificates(tx, stored.meter, period.basis.lastRecord ?? null),
      days.at(0)?.day ?? '',
      days.at(-1)?.day ?? '',
    ),
    decisions: await findDecisionsOfUsages(tx, [period]),
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
 * Returns all inputs of stored usage; null if it was stored without them. Loads one meter's period into memory.
 * @throws DomainError metering.usage_not_found, telemetry.readings_removed
 */
export async function evidenceOfUsage(tx: Transaction, usagePeriodId: string): Promise<UsageEvidence | null> {
  const { period, source, meter } = await findStoredUsage(tx, usagePeriodId);
  const { basis } = period;
  if (basis === null) return null;
  const readings = await loadReadingsOfUsage(tx, source, period, basis);
  return {
    usage: deriveFrom(readings, period, basis, await reloadRecords(tx, meter, basis)),
    readings: orderReadings(readings).map((reading) => ({
      ...reading,
      use: useOf(reading, basis),
    })),
  };
}

/**
 * Returns the half hours of a local day of stored usage.
 * @throws DomainError metering.usage_not_found, metering.day_not_in_period, telemetry.readings_removed
 */
export async function halfHoursOfDay(
  tx: Transaction,
  usagePeriodId: string,
  day: string,
): Promise<readonly HalfHour[]> {
  const stored = await findStoredUsage(tx, usagePeriodId);
  const { basis, periodFrom, periodTo } = stored.period;
  const bounds =
    basis && localDays(periodFrom.getTime(), periodTo.getTime(), basis.zone).find((one) => one.day === day);
  if (!bounds) throw new DomainError('metering.day_not_in_period', { day });
  // A day can't be derived separately if records, decisions, divided steps or a peak can span several days, or if only
  // the sum of all days is rounded to the stored decimals.
  const isDivided = stored.period.reasons.some(({ code }) => code === 'split' || code === 'more_reasons');
  const part =
    basis.lastRecord === undefined && isDerivableByDay(basis) && !isDivided
      ? { ...bounds, windows: clipWindows(basis.windows, bounds.from, bounds.to), isPart: true as const }
      : undefined;
  const usage = await rederive(tx, stored, basis, part);
  return usage.halfHours.filter(({ from, to }) => from >= bounds.from && to <= bounds.to);
}

/**
 * Returns the readings of stored usage later than `after` and not later than `to`, as known when the usage was derived.
 * For events, returns the readings from `after` (inclusive) to `to` (exclusive).
 * @param limit maximum number; readings of the same instant stay together
 * @returns the readings, and the device time after which the next page begins; null for the last page
 * @throws DomainError metering.usage_not_found, telemetry.readings_removed
 */
export async function readingsOfProof(
  tx: Transaction,
  usagePeriodId: string,
  { after, to, limit }: { readonly after: number; readonly to: number; readonly limit: number },
): Promise<{ readings: ProofReading[]; next: number | null }> {
  const { period, source } = await findStoredUsage(tx, usagePeriodId);
  const { basis } = period;
  if (basis === null) return { readings: [], next: null };
  const { windows } = basis;
  const knownUntil = period.knownUntil.getTime();
  // A step is shown at its end, an event at its time.
  const shift = basis.method === 'event_count' ? 1 : 0;
  const page = await loadReadingPage(
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
        .getReceiptTime({ deviceTime: new Date(reading.at), seq: reading.seq }, new Date(reading.receivedAt))
        .getTime(),
      used: isUsable(reading),
      step: steps[index]!,
    })),
    next: page.next === null ? null : page.next + shift,
  };
}
