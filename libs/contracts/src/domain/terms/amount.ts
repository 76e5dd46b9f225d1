import { type AmountPrecision, amountText, Exact, roundAmount } from '#platform/domain';

/** A decimal, or nothing where it was not agreed or is not known. */
export type Maybe = string | null | undefined;

/** An amount of a term as it goes on a document: rounded once, from its exact value. */
export function asAmount(exact: Exact, precision: AmountPrecision): string {
  return amountText(roundAmount(exact, precision), precision);
}

/** What was left out is zero. */
export function orZero(decimal: Maybe): Exact {
  return new Exact(decimal ?? 0);
}

export function percentOf(amount: Exact, percent: Exact): Exact {
  return amount.times(percent).div(100);
}
