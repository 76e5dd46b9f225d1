import { DateTime } from 'luxon';
import {
  deriveRunningPattern,
  type HoursReading,
  type PatternReason,
  type RunningPattern,
} from './running-pattern.js';

/** Forecast of when a number of running hours will be reached. */
export type KitDueForecast =
  | {
      readonly state: 'predicted';
      readonly hoursNow: number;
      readonly hoursPerDay: number;
      /** Days of the site's calendar, `YYYY-MM-DD`. Nine in ten machines reach the hours between `from` and `to`. */
      readonly on: string;
      readonly from: string;
      readonly to: string;
    }
  | { readonly state: 'unknown'; readonly hoursNow: number | null; readonly reason: PatternReason };

/** Maximum number of days ahead for a due date. A machine that rarely runs therefore has no due date. */
const HORIZON_DAYS = 3650;
/** Two-sided 90% quantiles of Student's t by number of weeks (with one degree of freedom less). */
const T90: Readonly<Record<number, number>> = { 2: 6.314, 3: 2.92, 4: 2.353 };
/** Spread that is assumed if one week is known, and minimum spread for any number of weeks. */
const SPREAD_OF_ONE_WEEK = 0.25;
const MIN_SPREAD = 0.03;
const Z90 = 1.645;
const MAX_HOURS_PER_DAY = 24;

/**
 * Predicts when a machine reaches `dueHours` from its own counter, by adding up the expected hours of each coming
 * weekday. The interval reflects the spread of the last whole weeks (Student's t over at most four weeks, for the mean
 * of the coming weeks), and is never narrower than 3%.
 * @param readings the running-hours counter, oldest first (see `deriveRunningPattern`)
 * @param zone IANA zone of the site
 */
export function forecastKitDue(
  readings: readonly HoursReading[],
  dueHours: number,
  now: Date,
  zone: string,
): KitDueForecast {
  const last = readings.at(-1);
  const pattern = deriveRunningPattern(readings, now, zone);
  if ('reason' in pattern) return { state: 'unknown', hoursNow: last?.hours ?? null, reason: pattern.reason };
  const hoursNow = last!.hours;
  const start = DateTime.fromJSDate(last!.at, { zone });
  const on = findDayReached(pattern, dueHours - hoursNow, start, 1);
  if (on === undefined) return { state: 'unknown', hoursNow, reason: 'not_running' };
  const weeksAhead = Math.max(1, Math.ceil(on / 7));
  const spread = Math.min(0.9, relativeSpread(pattern.weeks, weeksAhead));
  const from = findDayReached(pattern, dueHours - hoursNow, start, 1 + spread) ?? on;
  const to = findDayReached(pattern, dueHours - hoursNow, start, 1 - spread) ?? HORIZON_DAYS;
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  // An overdue kit is due today, because a past date would suggest that it was sent.
  const dayOf = (days: number) => DateTime.max(start.startOf('day').plus({ days }), today).toISODate()!;
  return {
    state: 'predicted',
    hoursNow,
    hoursPerDay: pattern.perDay,
    on: dayOf(on),
    from: dayOf(from),
    to: dayOf(to),
  };
}

/**
 * Returns the number of whole days from `start`'s day until the hours are reached, if the machine runs `factor` times
 * the expected hours every day.
 */
function findDayReached(
  pattern: RunningPattern,
  hours: number,
  start: DateTime,
  factor: number,
): number | undefined {
  let left = hours;
  if (left <= 0) return 0;
  const remainingDay = start.endOf('day').diff(start, 'days').days;
  for (let day = 0; day <= HORIZON_DAYS; day++) {
    const expected = Math.min(MAX_HOURS_PER_DAY, pattern.byWeekday[(start.weekday - 1 + day) % 7]! * factor);
    left -= expected * (day === 0 ? remainingDay : 1);
    if (left <= 0) return day;
  }
  return undefined;
}

/** Returns the ratio by which the mean of the coming weeks may deviate from the mean of the known weeks. */
function relativeSpread(weeks: readonly number[], weeksAhead: number): number {
  const count = weeks.length;
  const mean = weeks.reduce((sum, week) => sum + week, 0) / count;
  const t = T90[count];
  if (t === undefined || mean <= 0) return Z90 * SPREAD_OF_ONE_WEEK;
  const variance = weeks.reduce((sum, week) => sum + (week - mean) ** 2, 0) / (count - 1);
  return Math.max(MIN_SPREAD, (t * Math.sqrt(variance) * Math.sqrt(1 / count + 1 / weeksAhead)) / mean);
}
