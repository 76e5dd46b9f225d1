import { DateTime, IANAZone } from 'luxon';

export const EXPORT_RHYTHMS = ['day', 'week', 'month'] as const;
export type ExportRhythm = (typeof EXPORT_RHYTHMS)[number];

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** When something is exported again and again: once a local day, week (from Monday) or month has ended, at an hour of the next day. */
export interface Timetable {
  readonly every: ExportRhythm;
  /** Of the local clock, 0 to 23. */
  readonly hour: number;
  /** IANA name. */
  readonly zone: string;
}

/** A whole local day, week or month, and when it is exported. Half-open; instants in epoch milliseconds. */
export interface ExportPeriod {
  readonly fromMs: number;
  readonly toMs: number;
  readonly dueMs: number;
  /** Local dates, `YYYY-MM-DD`: the first of the period, and the one on which the next begins. */
  readonly firstDay: string;
  readonly endDay: string;
}

/** The newest period that is due at an instant. */
export function lastDue(timetable: Timetable, nowMs: number): ExportPeriod {
  const ended = lastEnded(timetable, nowMs);
  return ended.dueMs <= nowMs ? ended : endingOn(timetable, ended.firstDay);
}

/** The newest period that is over, whether it is due or not. */
export function lastEnded(timetable: Timetable, nowMs: number): ExportPeriod {
  return endingOn(timetable, beginningBefore(timetable, nowMs));
}

/** The first period that is due after an instant. */
export function nextDue(timetable: Timetable, nowMs: number): ExportPeriod {
  return beginningOn(timetable, lastDue(timetable, nowMs).endDay);
}

/**
 * The periods that are due and that end after what is exported already, oldest first.
 * @param coveredUntilMs the end of the last period that was asked for
 * @param most so many of the newest, where work stood still for long
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

/** From where a new or resumed timetable begins: what is due already belongs to the time before it. */
export function coveredAtStart(timetable: Timetable, nowMs: number): number {
  return lastDue(timetable, nowMs).toMs;
}

/**
 * From where a changed timetable goes on: what is due by the new one and was not yet by the old is still exported, but no more
 * than one period, so that a change from months to days does not bring a file for every day of the month.
 */
export function coveredAfterChange(timetable: Timetable, coveredUntilMs: number, nowMs: number): number {
  return Math.max(coveredUntilMs, endingOn(timetable, lastDue(timetable, nowMs).firstDay).toMs);
}

/** The local date on which the period begins that an instant lies in. */
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
 * When the local clock first shows an hour of a date, or is past it: an hour that the clock shows twice counts the first time,
 * one that it leaves out when it has jumped.
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
