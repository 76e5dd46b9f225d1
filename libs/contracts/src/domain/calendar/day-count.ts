import { Exact, sumOf } from '#platform/domain';
import type { GridPeriod, Rhythm } from './billing-grid.js';
import { countDays, firstMomentOf, type Moment } from './local-dates.js';

/** The unit in which parts of a period are measured (docs/rules/rating.md#proration). */
export const DAY_COUNTS = ['day', 'second', '30/360'] as const;
export type DayCount = (typeof DAY_COUNTS)[number];

/**
 * The fraction `used / of`, in days or milliseconds. It is never stored as a quotient, because a quotient can be
 * inexact.
 */
export interface Fraction {
  readonly used: number;
  readonly of: number;
}

/** Rules by which a contract measures parts of its billing periods. */
export interface DayCounting {
  readonly dayCount: DayCount;
  readonly every: Rhythm;
  /** IANA time zone. */
  readonly zone: string;
}

/** Counts the days of a period by the contract's day count. Under 30/360, every month has 30 days. */
export function daysOf(period: GridPeriod, { dayCount, every }: DayCounting): number {
  if (dayCount === '30/360' && every.unit === 'month') return every.count * 30;
  if (dayCount === '30/360' && every.unit === 'year') return every.count * 360;
  return countDays(period.from, period.to);
}

/**
 * Counts the days of [from, to) within a period by the contract's day count. The parts of a period add up to the
 * period.
 */
export function daysWithin(period: GridPeriod, from: string, to: string, counting: DayCounting): number {
  return dayPosition(period, to, counting) - dayPosition(period, from, counting);
}

/** Returns [from, to) as a fraction of a period. */
export function fractionOf(period: GridPeriod, from: Moment, to: Moment, counting: DayCounting): Fraction {
  if (counting.dayCount !== 'second')
    return { used: daysWithin(period, from.date, to.date, counting), of: daysOf(period, counting) };
  const total = firstMomentOf(period.to, counting.zone).at - firstMomentOf(period.from, counting.zone).at;
  return { used: to.at - from.at, of: total };
}

/** Returns the exact fraction of an amount: multiplied before it is divided. */
export function partOf(amount: Exact, { used, of }: Fraction): Exact {
  return used === of ? amount : amount.times(used).div(of);
}

/**
 * Returns the exact sum of fractions of amounts. They are added over their common denominator and divided only once,
 * so that repeating decimals lose nothing.
 * @param parts fractions of the same whole
 */
export function sumOfParts(parts: readonly { readonly amount: Exact; readonly share: Fraction }[]): Exact {
  const [first] = parts;
  if (!first) return new Exact(0);
  return sumOf(parts, ({ amount, share }) => amount.times(share.used)).div(first.share.of);
}

/** Rounds a fraction to nine decimals, for display only. */
export function shownFactor({ used, of }: Fraction): string {
  return (used === of ? new Exact(1) : new Exact(used).div(of)).toFixed(9);
}

/**
 * Counts the days of a period before a date. 30/360 follows 30E/360 (the 31st counts as the 30th), limited to the
 * period's own bounds: a period from the 31st to 28 February has 30 days too.
 */
function dayPosition(period: GridPeriod, date: string, counting: DayCounting): number {
  const { dayCount, every } = counting;
  if (dayCount !== '30/360' || every.unit === 'day' || every.unit === 'week')
    return countDays(period.from, date);
  const total = daysOf(period, counting);
  if (date >= period.to) return total;
  return Math.min(Math.max(thirtyDayNumber(date) - thirtyDayNumber(period.from), 0), total);
}

function thirtyDayNumber(date: string): number {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return year * 360 + month * 30 + Math.min(day, 30);
}
