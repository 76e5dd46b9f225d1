import { countDays, plusDays } from '#contracts';
import { Exact } from '#platform';

/** What was used on a whole local day; null where that isn't known. Decimals are strings. */
export interface PastDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly quantity: string | null;
}

export interface ForecastInput {
  /** Whole days before today, the last ones last; four weeks are looked at. */
  readonly past: readonly PastDay[];
  readonly today: string;
  readonly usedToday: string;
  /** Measured in the month until now. */
  readonly soFar: string;
  /** The first day billed in the month, and the day after the last one. */
  readonly firstDay: string;
  readonly endDay: string;
}

/**
 * `weekday_profile`: what is left of the month at the mean of each weekday over the last four weeks, between the lowest and
 * the highest of those weeks. `elapsed_time`: what was used so far, continued evenly.
 */
export type ForecastMethod = 'weekday_profile' | 'elapsed_time';

export interface Forecast {
  readonly method: ForecastMethod;
  /** Quantity of the whole month. */
  readonly low: string;
  readonly high: string;
}

const WEEK = 7;
const WEEKS = 4;

/** Where the month will end if it goes on as it went. A hint for people, never billed. @returns null when too little is known */
export function forecastUsage(input: ForecastInput): Forecast | null {
  return byWeekday(input) ?? byElapsedTime(input);
}

function byWeekday({ past, today, usedToday, soFar, endDay }: ForecastInput): Forecast | null {
  const known = past
    .slice(-WEEK * WEEKS)
    .filter((day): day is PastDay & { quantity: string } => day.quantity !== null);
  const means = Array.from({ length: WEEK }, (_, weekday) =>
    mean(known.filter(({ day }) => weekdayOf(day) === weekday).map(({ quantity }) => quantity)),
  );
  if (means.some((value) => value === null)) return null;
  const usual = (day: string): Exact => means[weekdayOf(day)]!;
  let rest = Exact.max(usual(today).minus(usedToday), 0);
  for (let day = plusDays(today, 1); day < endDay; day = plusDays(day, 1)) rest = rest.plus(usual(day));
  const [lowest, highest] = spreadOfWeeks(past.slice(-WEEK * WEEKS));
  return {
    method: 'weekday_profile',
    low: rest.times(lowest).plus(soFar).toDecimalPlaces(3).toFixed(),
    high: rest.times(highest).plus(soFar).toDecimalPlaces(3).toFixed(),
  };
}

/** The lowest and the highest whole week as a factor of their mean. */
function spreadOfWeeks(past: readonly PastDay[]): [Exact, Exact] {
  const weeks: Exact[] = [];
  for (let end = past.length; end >= WEEK; end -= WEEK) {
    const week = past.slice(end - WEEK, end).map(({ quantity }) => quantity);
    if (week.every((quantity) => quantity !== null))
      weeks.push(week.reduce((sum, quantity) => sum.plus(quantity), new Exact(0)));
  }
  const middle = weeks.reduce((sum, week) => sum.plus(week), new Exact(0)).div(Math.max(weeks.length, 1));
  if (middle.isZero()) return [new Exact(1), new Exact(1)];
  return [Exact.min(...weeks).div(middle), Exact.max(...weeks).div(middle)];
}

function byElapsedTime({ today, soFar, firstDay, endDay }: ForecastInput): Forecast | null {
  const elapsed = countDays(firstDay, today);
  if (elapsed < 1) return null;
  const month = new Exact(soFar).times(countDays(firstDay, endDay)).div(elapsed).toDecimalPlaces(3);
  const total = Exact.max(month, soFar).toFixed();
  return { method: 'elapsed_time', low: total, high: total };
}

function mean(quantities: readonly string[]): Exact | null {
  if (quantities.length === 0) return null;
  return quantities.reduce((sum, quantity) => sum.plus(quantity), new Exact(0)).div(quantities.length);
}

/** 0 to 6; which one is the first of a week does not matter here. */
function weekdayOf(day: string): number {
  return ((countDays('2024-01-01', day) % WEEK) + WEEK) % WEEK;
}
