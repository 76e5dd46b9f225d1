import { productNow } from './clock.js';

/** Adds months to a month, `YYYY-MM`; negative numbers go back. */
export function monthAfter(month: string, months: number): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 7);
}

/** The current month in UTC by the product's clock, `YYYY-MM`. */
export function runningMonth(): string {
  return new Date(productNow()).toISOString().slice(0, 7);
}

/** An instant in the middle of a month (`YYYY-MM`), for formatting and for chart axes. */
export function middleOf(month: string): string {
  return `${month}-15T12:00:00Z`;
}

/** Returns the first and the last of the twelve months that end with `month`. */
export function yearUntil(month: string): { readonly from: string; readonly to: string } {
  return { from: monthAfter(month, -11), to: month };
}
