import { billingGrid, type PeriodAlignment, periodOf } from './billing-grid.js';
import { plusMonths } from './local-dates.js';

/** The billing months of a contract: calendar months, or months counted from its start date. */
export interface BillingMonths {
  readonly billingCalendar: PeriodAlignment;
  /** `YYYY-MM-DD`. */
  readonly startsOn: string;
}

/**
 * Returns the name (`YYYY-MM`) of the billing month that contains a day: the calendar month in which the billing month
 * begins. Exactly one billing month begins in each calendar month, so the name is unique. If the contract starts on
 * the 31st, months begin on the last day of shorter calendar months.
 */
export function billingMonthOf(day: string, { billingCalendar, startsOn }: BillingMonths): string {
  if (billingCalendar === 'calendar') return day.slice(0, 7);
  return periodOf(billingGrid(MONTHLY, billingCalendar, startsOn, null), day).from.slice(0, 7);
}

/** Returns the first day of a billing month, and that of the next one. @param month `YYYY-MM` */
export function daysOfBillingMonth(
  month: string,
  months: BillingMonths,
): { readonly firstDay: string; readonly endDay: string } {
  const next = plusMonths(`${month}-01`, 1).slice(0, -3);
  return { firstDay: firstDayOf(month, months), endDay: firstDayOf(next, months) };
}

function firstDayOf(month: string, { billingCalendar, startsOn }: BillingMonths): string {
  if (billingCalendar === 'calendar') return `${month}-01`;
  return plusMonths(startsOn, countMonths(startsOn, month));
}

/**
 * Returns the day of the month on which billing months begin, in calendar months that have this day: 1 for calendar
 * billing.
 */
export function billingDayOf({ billingCalendar, startsOn }: BillingMonths): number {
  return billingCalendar === 'calendar' ? 1 : Number(startsOn.slice(8));
}

/** Returns the number of the contract month that contains a day, starting at 1. */
export function monthOfContract(day: string, months: BillingMonths): number {
  return countMonths(months.startsOn, billingMonthOf(day, months)) + 1;
}

const MONTHLY = { unit: 'month', count: 1 } as const;

/** Counts the calendar months from the month of a day to another month. */
function countMonths(day: string, month: string): number {
  const since = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return since(month) - since(day);
}
