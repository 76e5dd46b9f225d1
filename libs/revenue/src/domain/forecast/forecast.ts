import { countDays, plusDays } from '#contracts/domain';
import { Exact, sumOf } from '#platform/domain';
import { type Level, meanLevel, smoothedLevel } from './level.js';

/** What was used on a whole local day; null where that isn't known. Decimals are strings. */
export interface PastDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly quantity: string | null;
}

export interface ForecastInput {
  /** Whole days in a row up to yesterday, which is the last; eight weeks are looked at. */
  readonly past: readonly PastDay[];
  readonly today: string;
  readonly usedToday: string;
  /** Measured in the month until now. */
  readonly soFar: string;
  /** The day after the last one billed in the month. */
  readonly endDay: string;
}

/**
 * `weekday_profile`: what is left of the month at each weekday's share of a week, weeks as the last eight of them foretell them, and
 * as far from it as they missed each other. `daily_mean`: the same by single days, while there are no four whole weeks to go by.
 */
export type ForecastMethod = 'weekday_profile' | 'daily_mean';

/** Quantity of the whole month: in four of five months the true one lies between `low` and `high`. */
export interface Forecast {
  readonly method: ForecastMethod;
  readonly low: string;
  readonly expected: string;
  readonly high: string;
}

const WEEK = 7;
/** What is older says little of next week. */
const WEEKS = 8;
export const FORECAST_DAYS = WEEK * WEEKS;
/** Fewer don't tell how much weeks differ. */
const FEWEST_WEEKS = 4;
const DECIMALS = 3;
const ZERO = new Exact(0);

/** Where the month will end if it goes on as it went. A hint for people, never billed. @returns null when too little is known */
export function forecastUsage(input: ForecastInput): Forecast | null {
  const past = input.past.slice(-FORECAST_DAYS);
  return byWeekday(past, input) ?? byDay(past, input);
}

function byWeekday(past: readonly PastDay[], input: ForecastInput): Forecast | null {
  const weeks = wholeWeeks(past);
  if (weeks.length < FEWEST_WEEKS) return null;
  const means = Array.from({ length: WEEK }, (_, place) =>
    sumOf(weeks.map((week) => week[place]!)).div(weeks.length),
  );
  const level = smoothedLevel(weeks.map((each) => sumOf(each)));
  const usualWeek = sumOf(means);
  // Weeks end yesterday: today is the first of their days.
  const usual = (day: string): Exact => {
    const mean = means[countDays(input.today, day) % WEEK]!;
    return usualWeek.isZero() ? mean : mean.times(level.level).div(usualWeek);
  };
  return toForecast('weekday_profile', input, usual, level, WEEK);
}

function byDay(past: readonly PastDay[], input: ForecastInput): Forecast | null {
  const known = past.flatMap(({ quantity }) => (quantity === null ? [] : [new Exact(quantity)]));
  if (known.length < 2) return null;
  const level = meanLevel(known);
  return toForecast('daily_mean', input, () => level.level, level, 1);
}

/**
 * The interval of 80 %: ten in a hundred lie below it, ten above.
 * @param usual what a day is expected to come to
 * @param unit how many days the level's unit has
 */
function toForecast(
  method: ForecastMethod,
  input: ForecastInput,
  usual: (day: string) => Exact,
  level: Level,
  unit: number,
): Forecast {
  const usualToday = usual(input.today);
  const restOfToday = restOf(usualToday, input);
  const later = daysBetween(plusDays(input.today, 1), input.endDay);
  const rest = sumOf(later.map(usual)).plus(restOfToday);
  const share = usualToday.isZero() ? ZERO : restOfToday.div(usualToday);
  const spread = level.spreadOf(share.plus(later.length).div(unit));
  const total = (left: Exact): string => left.plus(input.soFar).toDecimalPlaces(DECIMALS).toFixed();
  return {
    method,
    low: total(Exact.max(rest.minus(spread), 0)),
    expected: total(rest),
    high: total(rest.plus(spread)),
  };
}

/** What today is still to bring; nothing where the last day billed is over. */
function restOf(usual: Exact, { today, usedToday, endDay }: ForecastInput): Exact {
  return today < endDay ? Exact.max(usual.minus(usedToday), 0) : ZERO;
}

/** Weeks that end yesterday, a week before, and so on, of which every day is known; in order of time. */
function wholeWeeks(past: readonly PastDay[]): Exact[][] {
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
