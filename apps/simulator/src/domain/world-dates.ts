import { DateTime } from 'luxon';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const AVERAGE_MONTH_DAYS = 30.436875;

/**
 * Dates of the demo relative to the dates of the demo file. Events that follow the calendar, such as a fault on a
 * Saturday night, move by whole weeks to stay on the same weekday. Contract dates move by whole months to stay on the
 * first of a month. Current events, such as a trip 29 minutes ago, occur just before the first start.
 */
export interface WorldDates {
  /** Offset of the demo file's instants in milliseconds, a number of whole weeks. */
  readonly shiftMs: number;
  /** Offset of contract dates in months. */
  readonly shiftMonths: number;
  /** Date of the stories, on which counters have the demo file's values, in epoch milliseconds. */
  readonly asOfMs: number;
  /** First start of the demo in this installation, in epoch milliseconds of the product's clock. */
  readonly firstStartMs: number;
}

/**
 * Returns the dates of a demo.
 * @param storyAsOf the demo file's `as_of`
 * @param firstStartMs the product's clock at the first start
 * @param keepsOwnDates true with `--as-of`: dates do not move, because the product's clock was moved instead
 */
export function createWorldDates(
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

/** Moves an instant of the demo file by whole weeks, so that it keeps its weekday and time of day in UTC. */
export function moveInstant(dates: WorldDates, instant: string): number {
  return Date.parse(instant) + dates.shiftMs;
}

/** Moves a day of the demo file (`YYYY-MM-DD`) by the same whole weeks. */
export function moveDay(dates: WorldDates, day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ milliseconds: dates.shiftMs }).toISODate()!;
}

/** Moves a contract date (`YYYY-MM-DD`) by whole months. */
export function moveContractDay(dates: WorldDates, day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ months: dates.shiftMonths }).toISODate()!;
}

/** Returns the last day of a term of whole months: the day before the next term would begin. */
export function lastContractDay(dates: WorldDates, start: string, months: number): string {
  return DateTime.fromISO(moveContractDay(dates, start), { zone: 'utc' })
    .plus({ months })
    .minus({ days: 1 })
    .toISODate()!;
}

/** Converts a local time to epoch milliseconds. */
export function atLocalTime(day: string, time: string, zone: string): number {
  return DateTime.fromISO(`${day}T${time}`, { zone }).toMillis();
}

/**
 * Returns public holidays of a country: those of the demo file, and those with fixed dates from two years before `year`
 * to one year after it. Holidays are real, so they do not move with the demo.
 * @param listed `YYYY-MM-DD`, as in the demo file
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
