import type { Decimal } from 'decimal.js';
import { Exact, minorDecimals } from './money.js';

/** What amounts are rounded to: a currency's minor unit (ISO 4217 code), that many decimals, or not at all. */
export type AmountPrecision = string | number | null;

/** Away from zero, towards it, or to the nearest with halves away from it. */
export const ROUNDING_MODES = ['up', 'down', 'half_away'] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];

const MODES: Readonly<Record<RoundingMode, Decimal.Rounding>> = {
  up: Exact.ROUND_UP,
  down: Exact.ROUND_DOWN,
  half_away: Exact.ROUND_HALF_UP,
};

/** To a number of decimals, or of zeros before the point where it is below zero. */
export function roundAt(value: Exact, decimals: number, mode: RoundingMode): Exact {
  if (decimals >= 0) return value.toDecimalPlaces(decimals, MODES[mode]);
  const scale = new Exact(10).pow(decimals);
  return value.times(scale).toDecimalPlaces(0, MODES[mode]).div(scale);
}

/** How many decimals amounts have; null where they are not rounded. */
export function decimalsOf(precision: AmountPrecision): number | null {
  return typeof precision === 'string' ? minorDecimals(precision) : precision;
}

/** An amount as it is billed: half away from zero, once per charge and period (docs/rules/rating.md#rounding). */
export function roundAmount(exact: Exact, precision: AmountPrecision): Exact {
  const decimals = decimalsOf(precision);
  return decimals === null ? exact : roundAt(exact, decimals, 'half_away');
}

/** An amount as it is written: with all the decimals of its currency, and more only where it has them. */
export function amountText(amount: Exact, precision: AmountPrecision): string {
  return amount.toFixed(Math.max(decimalsOf(precision) ?? 0, amount.decimalPlaces()));
}
