import { type Charge, plusDays } from '#contracts';
import { Exact } from '#platform';
import { forecastUsage } from '#revenue';
import { rateRuns } from '#pricing';
import type { ReplayedCounter, ReplayedDay } from './replayed-counter.js';

/** Days of the month on which the month's end is forecast, at noon. */
export const FORECAST_DAYS = [5, 10, 15, 20, 25] as const;
/** The number of whole days that the product's forecast uses. */
const PAST_DAYS = 56;
const DECIMALS = 3;

/** A forecast of a month compared with its actual end. */
export interface ForecastResult {
  readonly kind: string;
  readonly askedOn: number;
  /** Whether the actual quantity and the actual amounts are within the intervals. */
  readonly quantity: boolean;
  /** For an amount with tiers, in which every unit has a price. */
  readonly amount: boolean;
  /** For an amount with a base fee and an allowance that the month uses up near its end. */
  readonly withAllowance: boolean;
  /** The interval's width relative to the actual quantity. */
  readonly width: number;
}

/** Replays all months of a counter that have eight weeks before them. */
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
/** Prices at which one unit costs a few euros, regardless of the unit. */
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
