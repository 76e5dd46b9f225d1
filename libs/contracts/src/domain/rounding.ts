import { Exact, minorDecimals } from '#platform';

/** A currency (ISO 4217) whose minor unit amounts are rounded to, so many decimals, or null where nothing is rounded. */
export type AmountPrecision = string | number | null;

/** An amount as it is billed: half away from zero, once (billing.md, section 0, "rounding"). */
export function roundAmount(exact: Exact, precision: AmountPrecision): Exact {
  return precision === null ? exact : exact.toDecimalPlaces(decimalsOf(precision), Exact.ROUND_HALF_UP);
}

/** A rounded amount as a decimal string with all the decimals of its currency. */
export function writeAmount(amount: Exact, precision: AmountPrecision): string {
  return precision === null ? amount.toFixed() : amount.toFixed(decimalsOf(precision));
}

function decimalsOf(precision: string | number): number {
  return typeof precision === 'number' ? precision : minorDecimals(precision);
}
