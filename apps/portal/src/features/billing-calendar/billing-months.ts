import type { Contract } from '../../api/types.js';

/** Fields that determine the billing months of a contract. */
export type BillingMonths = Pick<Contract, 'billingCalendar' | 'startsOn'>;

/**
 * The billing month (`YYYY-MM`) of a day, named after the calendar month in which it begins. @param day `YYYY-MM-DD`
 */
export function billingMonthOf(day: string, contract: BillingMonths): string {
  const month = day.slice(0, 7);
  return day < firstDayOf(month, contract) ? addMonth(month, -1) : month;
}

/** The first day of a billing month, and the first day after it. */
export function daysOfMonth(
  month: string,
  contract: BillingMonths,
): { readonly from: string; readonly to: string } {
  return { from: firstDayOf(month, contract), to: firstDayOf(addMonth(month, 1), contract) };
}

/** A month (`YYYY-MM`) and the months before it, latest first. */
export function monthsUntil(month: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addMonth(month, -index));
}

/**
 * First day of a billing month. An anniversary month begins on the contract's start day, or on the last day of a
 * shorter calendar month.
 */
function firstDayOf(month: string, { billingCalendar, startsOn }: BillingMonths): string {
  if (billingCalendar === 'calendar') return `${month}-01`;
  const [year, number] = month.split('-').map(Number) as [number, number];
  const lastDay = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return `${month}-${String(Math.min(Number(startsOn.slice(8)), lastDay)).padStart(2, '0')}`;
}

function addMonth(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
