import { DateTime, IANAZone } from 'luxon';

export const EXPORT_FREQUENCIES = ['day', 'week', 'month'] as const;
export type ExportFrequency = (typeof EXPORT_FREQUENCIES)[number];

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Schedule of a recurring export. A file for each local day, week (from Monday) or month is due at a fixed hour of the
 * day after it.
 */
export interface Timetable {
  readonly every: ExportFrequency;
  /** Hour of the local clock, 0 to 23. */
  readonly hour: number;
  /** IANA name of the time zone. */
  readonly zone: string;
}

/** A whole local day, week or month, and its due time. The period is half-open; instants are in epoch milliseconds. */
export interface ExportPeriod {
  readonly fromMs: number;
  readonly toMs: number;
  readonly dueMs: number;
  /** Local dates, `YYYY-MM-DD`: the first day of the period, and the first day of the next one. */
  readonly firstDay: string;
  readonly endDay: string;
}

/** Returns the newest period that is due at an instant. */
export function findLastDue(timetable: Timetable, nowMs: number): ExportPeriod {
  const ended = findLastEnded(timetable, nowMs);
  return ended.dueMs <= nowMs ? ended : toPeriodEndingOn(timetable, ended.firstDay);
}

/** Returns the newest period that has ended, even if it is not due yet. */
export function findLastEnded(timetable: Timetable, nowMs: number): ExportPeriod {
  return toPeriodEndingOn(timetable, findPeriodStart(timetable, nowMs));
}

/** Returns the first period that becomes due after an instant. */
export function findNextDue(timetable: Timetable, nowMs: number): ExportPeriod {
  return toPeriodStartingOn(timetable, findLastDue(timetable, nowMs).endDay);
}

/**
 * Returns the due periods that end after the last exported one, oldest first.
 * @param coveredUntilMs the end of the last exported period
 * @param maxPeriods maximum number of periods; after a long outage only the newest are returned
 */
export function listDuePeriods(
  timetable: Timetable,
  coveredUntilMs: number,
  nowMs: number,
  maxPeriods: number,
): ExportPeriod[] {
  const periods: ExportPeriod[] = [];
  let period = findLastDue(timetable, nowMs);
  while (period.toMs > coveredUntilMs && periods.length < maxPeriods) {
    periods.unshift(period);
    period = toPeriodEndingOn(timetable, period.firstDay);
  }
  return periods;
}

/**
 * Returns the time up to which a new or resumed schedule counts as exported. Periods that are already due are not
 * exported.
 */
export function computeInitialCoverage(timetable: Timetable, nowMs: number): number {
  return findLastDue(timetable, nowMs).toMs;
}

/**
 * Returns the time up to which a changed schedule counts as exported. Of the periods that are due under the new
 * schedule but were not exported under the old one, only the newest is exported. Otherwise, a change from months to
 * days would create a file for every day of the month.
 */
export function computeCoverageAfterChange(
  timetable: Timetable,
  coveredUntilMs: number,
  nowMs: number,
): number {
  return Math.max(coveredUntilMs, toPeriodEndingOn(timetable, findLastDue(timetable, nowMs).firstDay).toMs);
}

/** Returns the local start date of the period that contains an instant. */
function findPeriodStart({ every, zone }: Timetable, atMs: number): string {
  return DateTime.fromMillis(atMs, { zone }).startOf(every).toFormat('yyyy-MM-dd');
}

function toPeriodEndingOn(timetable: Timetable, endDay: string): ExportPeriod {
  return toPeriod(timetable, shiftDay(endDay, timetable.every, -1), endDay);
}

function toPeriodStartingOn(timetable: Timetable, firstDay: string): ExportPeriod {
  return toPeriod(timetable, firstDay, shiftDay(firstDay, timetable.every, 1));
}

function toPeriod({ hour, zone }: Timetable, firstDay: string, endDay: string): ExportPeriod {
  return {
    fromMs: findStartOfLocalDay(firstDay, 0, zone),
    toMs: findStartOfLocalDay(endDay, 0, zone),
    dueMs: findStartOfLocalDay(endDay, hour, zone),
    firstDay,
    endDay,
  };
}

function shiftDay(day: string, every: ExportFrequency, by: number): string {
  return DateTime.fromISO(day, { zone: 'UTC' })
    .plus({ [every]: by })
    .toFormat('yyyy-MM-dd');
}

/**
 * Returns the instant at which the local clock first reaches or passes an hour of a date. For a repeated hour, this is
 * its first occurrence; for a skipped hour, the clock change.
 */
function findStartOfLocalDay(day: string, hour: number, zone: string): number {
  const localMs = Date.parse(`${day}T00:00:00Z`) + hour * 60 * MINUTE_MS;
  const clock = IANAZone.create(zone);
  const [before, after] = [clock.offset(localMs - DAY_MS), clock.offset(localMs + DAY_MS)];
  const candidates = [before, after]
    .map((minutes) => ({ minutes, atMs: localMs - minutes * MINUTE_MS }))
    .filter(({ minutes, atMs }) => clock.offset(atMs) === minutes)
    .map(({ atMs }) => atMs);
  return candidates.length > 0 ? Math.min(...candidates) : localMs - before * MINUTE_MS;
}
