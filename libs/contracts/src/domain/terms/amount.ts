import { type AmountPrecision, amountText, Exact, roundAmount } from '#platform/domain';

/** A decimal, or nothing if not agreed or unknown. */
export type Maybe = string | null | undefined;

/** An amount of a term for a document: rounded once from its exact value. */
export function asAmount(exact: Exact, precision: AmountPrecision): string {
  return amountText(roundAmount(exact, precision), precision);
}

/** Treats a missing value as zero. */
export function orZero(decimal: Maybe): Exact {
  return new Exact(decimal ?? 0);
}

export function percentOf(amount: Exact, percent: Exact): Exact {
  return amount.times(percent).div(100);
}
