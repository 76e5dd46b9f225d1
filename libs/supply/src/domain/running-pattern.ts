import { DateTime } from 'luxon';

/** A reading of a running-hours counter. */
export interface HoursReading {
  readonly at: Date;
  readonly hours: number;
}

/** A machine's running hours on the whole days of the last four weeks. */
export interface RunningPattern {
  /** Hours per day by ISO weekday, where index 0 is Monday. A weekday without data has the mean. */
  readonly byWeekday: readonly number[];
  /** Mean hours per day. */
  readonly perDay: number;
  /** Hours of each whole week, newest first: 1 to 4 of them. */
  readonly weeks: readonly number[];
}

export type PatternReason = 'too_little_data' | 'no_recent_readings' | 'counter_fell' | 'not_running';

export const PATTERN_DAYS = 28;
/** Minimum number of days, so that a pattern contains every weekday once. */
const MIN_DAYS = 7;
const HOURS_PER_DAY = 24;

/**
 * Derives the pattern from the counter at the start of each day of the site's calendar. Days without a reading at their
 * start or end are interpolated from the nearest readings, because a cumulative counter gives the total hours of a gap.
 * After a drop (counter replaced or reset), only later readings count.
 * @param readings oldest first; a day is known only if there is a reading at or before its start
 * @param zone IANA zone of the site
 */
export function deriveRunningPattern(
  readings: readonly HoursReading[],
  now: Date,
  zone: string,
): RunningPattern | { readonly reason: PatternReason } {
  const last = readings.at(-1);
  if (!last) return { reason: 'too_little_data' };
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const since = readings.findLastIndex(
    (reading, index) => index > 0 && reading.hours < readings[index - 1]!.hours,
  );
  const usable = since < 0 ? readings : readings.slice(since);
  if (DateTime.fromJSDate(last.at) < today.minus({ days: MIN_DAYS })) return { reason: 'no_recent_readings' };

  const starts = Array.from({ length: PATTERN_DAYS + 1 }, (_, back) => today.minus({ days: back }));
  const values = starts.map((start) => interpolate(usable, start.toMillis()));
  const days: { weekday: number; hours: number }[] = [];
  for (let back = 1; back <= PATTERN_DAYS; back++) {
    const [end, begin] = [values[back - 1], values[back]];
    // The last day may still get readings, so it isn't complete.
    if (begin === undefined) break;
    if (end === undefined) continue;
    days.push({ weekday: starts[back]!.weekday, hours: Math.min(HOURS_PER_DAY + 1, end - begin) });
  }
  if (days.length < MIN_DAYS) return { reason: since < 0 ? 'too_little_data' : 'counter_fell' };
  return toPattern(days);
}

function toPattern(
  days: readonly { weekday: number; hours: number }[],
): RunningPattern | { readonly reason: PatternReason } {
  const perDay = mean(days.map(({ hours }) => hours));
  if (perDay <= 0) return { reason: 'not_running' };
  const byWeekday = Array.from({ length: 7 }, (_, index) => {
    const seen = days.filter(({ weekday }) => weekday === index + 1).map(({ hours }) => hours);
    return seen.length > 0 ? mean(seen) : perDay;
  });
  const weeks: number[] = [];
  for (let from = 0; from + 7 <= days.length; from += 7) {
    weeks.push(days.slice(from, from + 7).reduce((sum, { hours }) => sum + hours, 0));
  }
  return { byWeekday, perDay, weeks };
}

/** Returns the counter at an instant, interpolated linearly between the nearest readings; undefined outside them. */
function interpolate(readings: readonly HoursReading[], atMs: number): number | undefined {
  const after = readings.findIndex(({ at }) => at.getTime() >= atMs);
  const right = readings[after];
  if (!right) return undefined;
  if (right.at.getTime() === atMs) return right.hours;
  const left = readings[after - 1];
  if (!left) return undefined;
  const share = (atMs - left.at.getTime()) / (right.at.getTime() - left.at.getTime());
  return left.hours + (right.hours - left.hours) * share;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
