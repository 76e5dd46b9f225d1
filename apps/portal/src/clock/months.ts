import { productNow } from './clock.js';

/** `YYYY-MM`, so many months after another (before it, when negative). */
export function monthAfter(month: string, months: number): string {
  const at = new Date(`${month}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 7);
}

/** The month that runs by the product's clock. */
export function runningMonth(): string {
  return new Date(productNow()).toISOString().slice(0, 7);
}

/** An instant in the middle of a month, for formatting and for the axis of a chart. */
export function middleOf(month: string): string {
  return `${month}-15T12:00:00Z`;
}

/** The twelve months that end with one. */
export function yearUntil(month: string): { readonly from: string; readonly to: string } {
  return { from: monthAfter(month, -11), to: month };
}
