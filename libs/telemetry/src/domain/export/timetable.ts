import { DateTime, IANAZone } from 'luxon';

export const EXPORT_RHYTHMS = ['day', 'week', 'month'] as const;
export type ExportRhythm = (typeof EXPORT_RHYTHMS)[number];

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A recurring export: after each local day, week (from Monday) or month, at an hour of the next day. */
export interface Timetable {
  readonly every: ExportRhythm;
  /** Hour of the local clock, 0 to 23. */
  readonly hour: number;
  /** IANA name. */
  readonly zone: string;
}

/** A whole local day, week or month and its due time. Half-open; instants in epoch milliseconds. */
export interface ExportPeriod {
  readonly fromMs: number;
  readonly toMs: number;
  readonly dueMs: number;
  /** Local dates, `YYYY-MM-DD`: the first day of the period, and the first day of the next one. */
  readonly firstDay: string;
  readonly endDay: string;
}

/** Returns the newest period that is due at an instant. */
export function lastDue(timetable: Timetable, nowMs: number): ExportPeriod {
  const ended = lastEnded(timetable, nowMs);
  return ended.dueMs <= nowMs ? ended : endingOn(timetable, ended.firstDay);
}

/** Returns the newest period that has ended, whether it is due or not. */
export function lastEnded(timetable: Timetable, nowMs: number): ExportPeriod {
  return endingOn(timetable, beginningBefore(timetable, nowMs));
}

/** Returns the first period that becomes due after an instant. */
export function nextDue(timetable: Timetable, nowMs: number): ExportPeriod {
  return beginningOn(timetable, lastDue(timetable, nowMs).endDay);
}

/**
 * Returns the due periods that end after the last exported one, oldest first.
 * @param coveredUntilMs the end of the last exported period
 * @param most the maximum number of periods, the newest ones, after a long outage
 */
export function duePeriods(
  timetable: Timetable,
  coveredUntilMs: number,
  nowMs: number,
  most: number,
): ExportPeriod[] {
  const periods: ExportPeriod[] = [];
  let period = lastDue(timetable, nowMs);
  while (period.toMs > coveredUntilMs && periods.length < most) {
    periods.unshift(period);
    period = endingOn(timetable, period.firstDay);
  }
  return periods;
}

/** Returns where a new or resumed schedule starts: periods that are already due belong to the time before it. */
export function coveredAtStart(timetable: Timetable, nowMs: number): number {
  return lastDue(timetable, nowMs).toMs;
}

/**
 * Returns where a changed schedule continues: a period that is due by the new schedule but wasn't by the old one is
 * still exported, but only one, so that a change from months to days doesn't create a file for every day of the
 * month.
 */
export function coveredAfterChange(timetable: Timetable, coveredUntilMs: number, nowMs: number): number {
  return Math.max(coveredUntilMs, endingOn(timetable, lastDue(timetable, nowMs).firstDay).toMs);
}

/** Returns the local start date of the period that contains an instant. */
function beginningBefore({ every, zone }: Timetable, atMs: number): string {
  return DateTime.fromMillis(atMs, { zone }).startOf(every).toFormat('yyyy-MM-dd');
}

function endingOn(timetable: Timetable, endDay: string): ExportPeriod {
  return toPeriod(timetable, shift(endDay, timetable.every, -1), endDay);
}

function beginningOn(timetable: Timetable, firstDay: string): ExportPeriod {
  return toPeriod(timetable, firstDay, shift(firstDay, timetable.every, 1));
}

function toPeriod({ hour, zone }: Timetable, firstDay: string, endDay: string): ExportPeriod {
  return {
    fromMs: firstInstantOf(firstDay, 0, zone),
    toMs: firstInstantOf(endDay, 0, zone),
    dueMs: firstInstantOf(endDay, hour, zone),
    firstDay,
    endDay,
  };
}

function shift(day: string, every: ExportRhythm, by: number): string {
  return DateTime.fromISO(day, { zone: 'UTC' })
    .plus({ [every]: by })
    .toFormat('yyyy-MM-dd');
}

/**
 * Returns when the local clock first reaches or passes an hour of a date: a repeated hour counts the first time, a
 * skipped hour at the clock change.
 */
function firstInstantOf(day: string, hour: number, zone: string): number {
  const localMs = Date.parse(`${day}T00:00:00Z`) + hour * 60 * MINUTE_MS;
  const clock = IANAZone.create(zone);
  const [before, after] = [clock.offset(localMs - DAY_MS), clock.offset(localMs + DAY_MS)];
  const shown = [before, after]
    .map((minutes) => ({ minutes, atMs: localMs - minutes * MINUTE_MS }))
    .filter(({ minutes, atMs }) => clock.offset(atMs) === minutes)
    .map(({ atMs }) => atMs);
  return shown.length > 0 ? Math.min(...shown) : localMs - before * MINUTE_MS;
}
