import type { Decimal } from 'decimal.js';
import { Exact, minorDecimals } from './money.js';

/**
 * The precision of rounded amounts: a currency's minor unit (ISO 4217 code), a number of decimals, or null for no
 * rounding.
 */
export type AmountPrecision = string | number | null;

/** Rounding modes: away from zero, towards zero, or to the nearest with halves away from zero. */
export const ROUNDING_MODES = ['up', 'down', 'half_away'] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];

const MODES: Readonly<Record<RoundingMode, Decimal.Rounding>> = {
  up: Exact.ROUND_UP,
  down: Exact.ROUND_DOWN,
  half_away: Exact.ROUND_HALF_UP,
};

/** Rounds to a number of decimals. A negative number rounds to tens, hundreds and so on. */
export function roundAt(value: Exact, decimals: number, mode: RoundingMode): Exact {
  if (decimals >= 0) return value.toDecimalPlaces(decimals, MODES[mode]);
  const scale = new Exact(10).pow(decimals);
  return value.times(scale).toDecimalPlaces(0, MODES[mode]).div(scale);
}

/** Returns the number of decimals of an amount; null if amounts aren't rounded. */
export function decimalsOf(precision: AmountPrecision): number | null {
  return typeof precision === 'string' ? minorDecimals(precision) : precision;
}

/** Rounds an amount for billing: half away from zero, once per charge and period (docs/rules/rating.md#rounding). */
export function roundAmount(exact: Exact, precision: AmountPrecision): Exact {
  const decimals = decimalsOf(precision);
  return decimals === null ? exact : roundAt(exact, decimals, 'half_away');
}

/** Formats an amount with at least the decimals of its currency, and with more only if the amount has more. */
export function amountText(amount: Exact, precision: AmountPrecision): string {
  return amount.toFixed(Math.max(decimalsOf(precision) ?? 0, amount.decimalPlaces()));
}
