import { countDays, plusDays, plusMonths } from './local-dates.js';

export const PERIOD_UNITS = ['day', 'week', 'month', 'year'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

export const PERIOD_ALIGNMENTS = ['calendar', 'anniversary'] as const;
export type PeriodAlignment = (typeof PERIOD_ALIGNMENTS)[number];

/** The length of a billing period: one or more units. */
export interface Rhythm {
  readonly unit: PeriodUnit;
  readonly count: number;
}

/** The dates on which billing periods begin: an anchor plus or minus multiples of the period's length. */
export interface BillingGrid {
  /** `YYYY-MM-DD`. */
  readonly anchor: string;
  readonly every: Rhythm;
}

/** A whole billing period, dates [from, to). */
export interface GridPeriod {
  readonly from: string;
  readonly to: string;
}

/**
 * Determines the dates on which a contract's periods begin. An agreed anchor takes precedence. Otherwise, anniversaries
 * are counted from the contract's start, and calendar periods are aligned with the calendar: weeks begin on Monday and
 * months on the 1st; years, and periods of months that divide a year (such as quarters) or last whole years, are
 * counted from 1 January. Other periods (every 10 days, every 5 months) are counted from the day, week or month in
 * which the contract starts.
 */
export function billingGrid(
  every: Rhythm,
  align: PeriodAlignment,
  start: string,
  anchorDate: string | null,
): BillingGrid {
  if (anchorDate !== null) return { anchor: anchorDate, every };
  return { anchor: align === 'anniversary' ? start : calendarAnchor(every, start), every };
}

function calendarAnchor({ unit, count }: Rhythm, start: string): string {
  if (unit === 'day') return start;
  if (unit === 'week') return plusDays(start, -daysSinceMonday(start));
  const isOfTheYear = unit === 'year' || 12 % count === 0 || count % 12 === 0;
  return isOfTheYear ? `${start.slice(0, 4)}-01-01` : `${start.slice(0, 7)}-01`;
}

const daysSinceMonday = (date: string): number => (new Date(date).getUTCDay() + 6) % 7;

/** Returns the period that contains a date. */
export function periodOf(grid: BillingGrid, date: string): GridPeriod {
  let index = Math.floor(unitsBetween(grid, date) / grid.every.count);
  if (boundary(grid, index) > date) index -= 1;
  return { from: boundary(grid, index), to: boundary(grid, index + 1) };
}

/**
 * Returns the date `index` periods after the anchor. It is always counted from the anchor itself, so that short months
 * don't change the day: 31 January is followed by 28 February and then by 31 March
 * (docs/rules/contracts.md#billing-months).
 */
function boundary({ anchor, every: { unit, count } }: BillingGrid, index: number): string {
  const units = index * count;
  if (unit === 'day') return plusDays(anchor, units);
  if (unit === 'week') return plusDays(anchor, 7 * units);
  return plusMonths(anchor, unit === 'month' ? units : 12 * units);
}

/**
 * Counts units from the anchor to a date. Days and weeks are exact. Months and years can be one too many, because only
 * the calendar months or years are compared.
 */
function unitsBetween({ anchor, every: { unit } }: BillingGrid, date: string): number {
  const days = countDays(anchor, date);
  if (unit === 'day') return days;
  if (unit === 'week') return Math.floor(days / 7);
  const years = Number(date.slice(0, 4)) - Number(anchor.slice(0, 4));
  return unit === 'year' ? years : years * 12 + Number(date.slice(5, 7)) - Number(anchor.slice(5, 7));
}
