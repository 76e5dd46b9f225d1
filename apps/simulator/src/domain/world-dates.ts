import { DateTime } from 'luxon';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const AVERAGE_MONTH_DAYS = 30.436875;

/**
 * Where the demo world lies in time. What follows the calendar (shifts, weekends, a Saturday night's fault) moves by whole
 * weeks, so that a Saturday stays one; contract dates move by whole months, so that a contract still starts on a first;
 * what is "now" in the story (a trip 29 minutes ago) happens just before the first start.
 */
export interface WorldDates {
  /** Added to the story's instants, milliseconds; whole weeks. */
  readonly shiftMs: number;
  /** Added to contract dates. */
  readonly shiftMonths: number;
  /** The instant at which counters show the demo file's values and the story's present lies, epoch milliseconds. */
  readonly asOfMs: number;
  /** When this installation saw the world for the first time, epoch milliseconds of the product's clock. */
  readonly firstStartMs: number;
}

/**
 * @param storyAsOf the demo file's `as_of`
 * @param firstStartMs the product's clock at the first start
 * @param keepsOwnDates true with `--as-of`: nothing moves, the product's clock was moved instead
 */
export function settleWorldDates(
  storyAsOf: string,
  firstStartMs: number,
  keepsOwnDates: boolean,
): WorldDates {
  const storyMs = Date.parse(storyAsOf);
  if (keepsOwnDates) return { shiftMs: 0, shiftMonths: 0, asOfMs: storyMs, firstStartMs };
  const shiftMs = Math.floor((firstStartMs - storyMs) / WEEK_MS) * WEEK_MS;
  return {
    shiftMs,
    shiftMonths: Math.round(shiftMs / DAY_MS / AVERAGE_MONTH_DAYS),
    asOfMs: firstStartMs,
    firstStartMs,
  };
}

/** An instant of the story on this world's calendar: same weekday, same time of day (UTC). */
export function moveInstant(dates: WorldDates, instant: string): number {
  return Date.parse(instant) + dates.shiftMs;
}

/** A day of the story (`YYYY-MM-DD`) moved by the same whole weeks. */
export function moveDay(dates: WorldDates, day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ milliseconds: dates.shiftMs }).toISODate()!;
}

/** A contract's day (`YYYY-MM-DD`) moved by whole months. */
export function moveContractDay(dates: WorldDates, day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ months: dates.shiftMonths }).toISODate()!;
}

/** The last day of a contract's term of whole months: the one before the next term would begin. */
export function lastContractDay(dates: WorldDates, start: string, months: number): string {
  return DateTime.fromISO(moveContractDay(dates, start), { zone: 'utc' })
    .plus({ months })
    .minus({ days: 1 })
    .toISODate()!;
}

/** A wall-clock time at a place, as epoch milliseconds. */
export function atLocalTime(day: string, time: string, zone: string): number {
  return DateTime.fromISO(`${day}T${time}`, { zone }).toMillis();
}

/**
 * Public holidays of a country around the given year: the demo file's own list, and the ones with a fixed date in the
 * years beside it. Holidays are facts of the calendar, so they never move with the world.
 * @param listed `YYYY-MM-DD`, as the demo file has them
 * @returns sorted days
 */
export function extendHolidays(listed: readonly string[], country: string, year: number): string[] {
  const fixed = FIXED_DATES[country] ?? [];
  const around = [year - 2, year - 1, year, year + 1].flatMap((each) =>
    fixed.map((date) => `${each}-${date}`),
  );
  return [...new Set([...listed, ...around])].sort();
}

const FIXED_DATES: Readonly<Record<string, readonly string[]>> = {
  ID: ['01-01', '05-01', '06-01', '08-17', '12-25'],
  MX: ['01-01', '05-01', '09-16', '12-25'],
  PL: ['01-01', '01-06', '05-01', '05-03', '08-15', '11-01', '11-11', '12-24', '12-25', '12-26'],
};
