import { type AmountPrecision, amountText, Exact, roundAmount } from '#platform/domain';

/** A decimal; null or undefined if not agreed or unknown. */
export type Maybe = string | null | undefined;

/** Formats an amount for a document: rounded once from its exact value. */
export function asAmount(exact: Exact, precision: AmountPrecision): string {
  return amountText(roundAmount(exact, precision), precision);
}

/** Treats a missing value as zero. */
export function orZero(decimal: Maybe): Exact {
  return new Exact(decimal ?? 0);
}

/** Returns a percentage of an amount, not rounded. */
export function percentOf(amount: Exact, percent: Exact): Exact {
  return amount.times(percent).div(100);
}
