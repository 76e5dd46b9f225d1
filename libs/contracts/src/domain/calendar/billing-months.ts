import { billingGrid, type PeriodAlignment, periodOf } from './billing-grid.js';
import { plusMonths } from './local-dates.js';

/** By which months a contract bills: those of the calendar, or those that are counted from its start date. */
export interface BillingMonths {
  readonly billingCalendar: PeriodAlignment;
  /** `YYYY-MM-DD` */
  readonly startsOn: string;
}

/**
 * The name (`YYYY-MM`) of the billing month that a day lies in: the calendar month in which it begins. One begins in each, so that the
 * name tells one from the other; that of a start on the 31st begins on the last day where there is no such one.
 */
export function billingMonthOf(day: string, { billingCalendar, startsOn }: BillingMonths): string {
  if (billingCalendar === 'calendar') return day.slice(0, 7);
  return periodOf(billingGrid(MONTHLY, billingCalendar, startsOn, null), day).from.slice(0, 7);
}

/** A billing month's first day, and that of the next one. @param month `YYYY-MM` */
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

/** The day of the month on which its billing months begin, where that has one: 1 for those of the calendar. */
export function billingDayOf({ billingCalendar, startsOn }: BillingMonths): number {
  return billingCalendar === 'calendar' ? 1 : Number(startsOn.slice(8));
}

/** Which month of the contract a day lies in: 1 for the one in which it starts. */
export function monthOfContract(day: string, months: BillingMonths): number {
  return countMonths(months.startsOn, billingMonthOf(day, months)) + 1;
}

const MONTHLY = { unit: 'month', count: 1 } as const;

/** Calendar months from that of a day to another one. */
function countMonths(day: string, month: string): number {
  const since = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return since(month) - since(day);
}
