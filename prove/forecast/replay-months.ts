import { type Charge, plusDays } from '#contracts';
import { Exact } from '#platform';
import { forecastUsage } from '#revenue';
import { rateRuns } from '#pricing';
import type { ReplayedCounter, ReplayedDay } from './replayed-counter.js';

/** Days of the month on which the month's result is forecast, at noon. */
export const FORECAST_DAYS = [5, 10, 15, 20, 25] as const;
/** The number of whole days that the product's forecast uses. */
const PAST_DAYS = 56;
const DECIMALS = 3;

/** A forecast of a month, compared with the actual result. */
export interface ForecastResult {
  readonly kind: string;
  readonly askedOn: number;
  /** True if the actual quantity is within the forecast interval. */
  readonly quantity: boolean;
  /** True if the actual amount is within the interval, for a charge with tiers in which every unit has a price. */
  readonly amount: boolean;
  /**
   * True if the actual amount is within the interval, for a charge with a base fee and an allowance that is used up
   * near the end of the month.
   */
  readonly withAllowance: boolean;
  /** Width of the quantity's interval relative to the actual quantity. */
  readonly width: number;
}

/** Replays all months of a counter that are preceded by eight weeks of data. */
export function replayMonths({ kind, days }: ReplayedCounter): ForecastResult[] {
  const indexByDay = new Map(days.map(({ day }, index) => [day, index]));
  const firsts = days.filter(({ day }, index) => day.endsWith('-01') && index >= PAST_DAYS);
  return firsts.flatMap(({ day: first }) => {
    const endDay = `${plusDays(first, 31).slice(0, 7)}-01`;
    const from = indexByDay.get(first)!;
    const to =
      indexByDay.get(endDay) ?? (days.at(-1)?.day === plusDays(endDay, -1) ? days.length : undefined);
    if (to === undefined) return [];
    const month = days.slice(from, to);
    return FORECAST_DAYS.flatMap((askedOn) =>
      forecastMonth(kind, askedOn, days.slice(0, from), month, endDay),
    );
  });
}

function forecastMonth(
  kind: string,
  askedOn: number,
  before: readonly ReplayedDay[],
  month: readonly ReplayedDay[],
  endDay: string,
): ForecastResult[] {
  const over = month.slice(0, askedOn - 1);
  const today = month[askedOn - 1]!;
  const past = [...before, ...over]
    .slice(-PAST_DAYS)
    .map(({ day, whole }) => ({ day, quantity: text(whole) }));
  const forecast = forecastUsage({
    past,
    today: today.day,
    usedToday: text(today.byNoon),
    soFar: text(sum(over) + today.byNoon),
    endDay,
  });
  if (forecast === null) return [];
  const { low, high } = forecast;
  const actual = text(sum(month));
  const isWithin = (amountOf: (quantity: string) => Exact): boolean =>
    amountOf(low).lte(amountOf(actual)) && amountOf(actual).lte(amountOf(high));
  const usual = (sum(before.slice(-PAST_DAYS)) / PAST_DAYS) * month.length;
  return [
    {
      kind,
      askedOn,
      quantity: isWithin((quantity) => new Exact(quantity)),
      amount: isWithin((quantity) => rated(tiers(usual), quantity)),
      withAllowance: isWithin((quantity) => rated(allowance(usual), quantity)),
      width: (Number(high) - Number(low)) / Math.max(Number(actual), 1e-9),
    },
  ];
}

const sum = (days: readonly ReplayedDay[]): number => days.reduce((total, { whole }) => total + whole, 0);
const text = (quantity: number): string => quantity.toFixed(DECIMALS);

const KEY = 'usage';
/** Returns a charge with prices at which one unit costs a few euros, regardless of the unit. */
const tiers = (usual: number): Charge => ({
  key: KEY,
  model: 'graduated',
  tiers: [{ upTo: text(usual * 0.6), unitPrice: '3' }, { unitPrice: '2' }],
});
const allowance = (usual: number): Charge => ({
  key: KEY,
  model: 'unit',
  unitPrice: '2',
  includedQuantity: text(usual * 0.95),
});

/** Calculates an amount with the functions that rate drafts. */
function rated(charge: Charge, quantity: string): Exact {
  return rateRuns([charge], [{ final: true, usage: [{ charge: KEY, quantity }] }], 'EUR').total;
}
