import { countDays, plusDays, plusMonths } from './local-dates.js';

export const PERIOD_UNITS = ['day', 'week', 'month', 'year'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

export const PERIOD_ALIGNMENTS = ['calendar', 'anniversary'] as const;
export type PeriodAlignment = (typeof PERIOD_ALIGNMENTS)[number];

/** How long a billing period is: so many of a unit, at least one. */
export interface Rhythm {
  readonly unit: PeriodUnit;
  readonly count: number;
}

/** The dates on which billing periods meet: an anchor and whole rhythms before and after it. */
export interface BillingGrid {
  /** `YYYY-MM-DD` */
  readonly anchor: string;
  readonly every: Rhythm;
}

/** One whole billing period, dates [from, to). */
export interface GridPeriod {
  readonly from: string;
  readonly to: string;
}

/**
 * Where the periods of a contract meet. An anchor that was agreed decides; else anniversaries are counted from the start, and
 * calendar periods begin where the calendar's own do: weeks on Monday, months on the 1st, those that divide a year (quarters) or
 * are whole years from January, years on 1 January. What the calendar has no beginning for (every 10 days, every 5 months) is
 * counted from the day, week, month or year that the contract starts in.
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

/** The period that a date lies in. */
export function periodOf(grid: BillingGrid, date: string): GridPeriod {
  let index = Math.floor(unitsBetween(grid, date) / grid.every.count);
  if (boundary(grid, index) > date) index -= 1;
  return { from: boundary(grid, index), to: boundary(grid, index + 1) };
}

/**
 * The date so many rhythms after the anchor. Always counted from the anchor itself, so that its day is remembered: the 31st is
 * followed by 28 February and that by 31 March (docs/rules/contracts.md#billing-months).
 */
function boundary({ anchor, every: { unit, count } }: BillingGrid, index: number): string {
  const units = index * count;
  if (unit === 'day') return plusDays(anchor, units);
  if (unit === 'week') return plusDays(anchor, 7 * units);
  return plusMonths(anchor, unit === 'month' ? units : 12 * units);
}

/** Whole or begun units from the anchor to a date: exact for days and weeks, at most one too many for months and years. */
function unitsBetween({ anchor, every: { unit } }: BillingGrid, date: string): number {
  const days = countDays(anchor, date);
  if (unit === 'day') return days;
  if (unit === 'week') return Math.floor(days / 7);
  const years = Number(date.slice(0, 4)) - Number(anchor.slice(0, 4));
  return unit === 'year' ? years : years * 12 + Number(date.slice(5, 7)) - Number(anchor.slice(5, 7));
}
