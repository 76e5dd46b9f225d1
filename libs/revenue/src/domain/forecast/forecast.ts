import { countDays, plusDays } from '#contracts/domain';
import { Exact, sumOf } from '#platform/domain';
import { type Level, meanLevel, smoothedLevel } from './level.js';

/** The usage on a whole local day; null if unknown. Decimals are strings. */
export interface PastDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly quantity: string | null;
}

export interface ForecastInput {
  /** Consecutive whole days up to yesterday; the last eight weeks are used. */
  readonly past: readonly PastDay[];
  readonly today: string;
  readonly usedToday: string;
  /** The measured usage from the start of the month until now. */
  readonly soFar: string;
  /** The day after the last billed day of the month. */
  readonly endDay: string;
}

/**
 * `weekday_profile`: distributes the expected week over weekdays by their usual shares; the last eight weeks determine
 * the expected week and the interval. `daily_mean`: does the same with single days, if there are fewer than four
 * complete weeks.
 */
export type ForecastMethod = 'weekday_profile' | 'daily_mean';

/** The quantity of the whole month. The true quantity is between `low` and `high` in four of five months. */
export interface Forecast {
  readonly method: ForecastMethod;
  readonly low: string;
  readonly expected: string;
  readonly high: string;
}

const WEEK = 7;
/** Number of weeks that are used. Older weeks provide little information about the next week. */
const WEEKS = 8;
export const FORECAST_DAYS = WEEK * WEEKS;
/** Minimum number of weeks for determining the spread between weeks. */
const MIN_WEEKS = 4;
const DECIMALS = 3;
const ZERO = new Exact(0);

/**
 * Forecasts the month, assuming that usage continues as before. For information only, never billed.
 * @returns null if there is not enough data
 */
export function forecastUsage(input: ForecastInput): Forecast | null {
  const past = input.past.slice(-FORECAST_DAYS);
  return forecastByWeekday(past, input) ?? forecastByDay(past, input);
}

function forecastByWeekday(past: readonly PastDay[], input: ForecastInput): Forecast | null {
  const weeks = completeWeeks(past);
  if (weeks.length < MIN_WEEKS) return null;
  const means = Array.from({ length: WEEK }, (_, dayIndex) =>
    sumOf(weeks.map((week) => week[dayIndex]!)).div(weeks.length),
  );
  const level = smoothedLevel(weeks.map((each) => sumOf(each)));
  const meanWeek = sumOf(means);
  // Weeks end with yesterday, so today is the first day of a week.
  const expectedUsage = (day: string): Exact => {
    const mean = means[countDays(input.today, day) % WEEK]!;
    return meanWeek.isZero() ? mean : mean.times(level.level).div(meanWeek);
  };
  return toForecast('weekday_profile', input, expectedUsage, level, WEEK);
}

function forecastByDay(past: readonly PastDay[], input: ForecastInput): Forecast | null {
  const known = past.flatMap(({ quantity }) => (quantity === null ? [] : [new Exact(quantity)]));
  if (known.length < 2) return null;
  const level = meanLevel(known);
  return toForecast('daily_mean', input, () => level.level, level, 1);
}

/**
 * Returns the forecast with its 80% interval: ten percent of outcomes are below it, and ten percent are above it.
 * @param expectedUsage returns the expected usage of a day
 * @param unit the number of days in the level's unit
 */
function toForecast(
  method: ForecastMethod,
  input: ForecastInput,
  expectedUsage: (day: string) => Exact,
  level: Level,
  unit: number,
): Forecast {
  const expectedToday = expectedUsage(input.today);
  const restOfToday = computeRestOfToday(expectedToday, input);
  const later = daysBetween(plusDays(input.today, 1), input.endDay);
  const rest = sumOf(later.map(expectedUsage)).plus(restOfToday);
  const share = expectedToday.isZero() ? ZERO : restOfToday.div(expectedToday);
  const spread = level.spreadOf(share.plus(later.length).div(unit));
  const total = (left: Exact): string => left.plus(input.soFar).toDecimalPlaces(DECIMALS).toFixed();
  return {
    method,
    low: total(Exact.max(rest.minus(spread), 0)),
    expected: total(rest),
    high: total(rest.plus(spread)),
  };
}

/** Returns the expected usage for the rest of today; zero after the last billed day. */
function computeRestOfToday(expectedUsage: Exact, { today, usedToday, endDay }: ForecastInput): Exact {
  return today < endDay ? Exact.max(expectedUsage.minus(usedToday), 0) : ZERO;
}

/** Returns the weeks without an unknown day in chronological order. Weeks are counted back from yesterday. */
function completeWeeks(past: readonly PastDay[]): Exact[][] {
  const weeks: Exact[][] = [];
  for (let end = past.length; end >= WEEK; end -= WEEK) {
    const week = past.slice(end - WEEK, end).flatMap(({ quantity }) => quantity ?? []);
    if (week.length === WEEK) weeks.push(week.map((quantity) => new Exact(quantity)));
  }
  return weeks.reverse();
}

function daysBetween(from: string, to: string): string[] {
  return Array.from({ length: Math.max(countDays(from, to), 0) }, (_, index) => plusDays(from, index));
}
