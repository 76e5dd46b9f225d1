import { type AmountPrecision, Exact } from '#platform/domain';
import { asAmount, orZero, percentOf, type Maybe } from '../amount.js';

export const TERMINATION_METHODS = ['percent_of_remaining', 'lesser_of'] as const;
export type TerminationMethod = (typeof TERMINATION_METHODS)[number];

/** Terms of early termination. Amounts and percentages are decimal strings. */
export interface TerminationTerm {
  /**
   * The fee: a percentage of the remaining payments, or the lesser of their present value and the excess of the book
   * value over the market value.
   */
  readonly method: TerminationMethod;
  readonly percent?: Maybe;
  readonly deinstallation?: Maybe;
  readonly monthlyRatePercent?: Maybe;
}

export interface TerminationFacts {
  /** Payment at the end of each month. */
  readonly payment: string;
  readonly remainingMonths: number;
  readonly book?: Maybe;
  readonly market?: Maybe;
}

/** Result of `priceTermination`. Fields that the method does not use are null. */
export interface TerminationResult {
  readonly fee: string;
  readonly presentValue: string | null;
  readonly bookMinusMarket: string | null;
}

/**
 * Computes the fee for early termination. Neither method ever pays the customer for leaving
 * (docs/rules/contracts.md#early-termination).
 */
export function priceTermination(
  term: TerminationTerm,
  facts: TerminationFacts,
  precision: AmountPrecision,
): TerminationResult {
  const payment = new Exact(facts.payment);
  const deinstallation = orZero(term.deinstallation);
  if (term.method === 'percent_of_remaining') {
    const part = percentOf(payment.times(facts.remainingMonths), orZero(term.percent));
    return { fee: asAmount(part.plus(deinstallation), precision), presentValue: null, bookMinusMarket: null };
  }
  const present = presentValue(payment, facts.remainingMonths, orZero(term.monthlyRatePercent).div(100));
  const above = orZero(facts.book).minus(orZero(facts.market));
  const lesser = Exact.max(Exact.min(present, above), 0);
  return {
    fee: asAmount(lesser.plus(deinstallation), precision),
    presentValue: asAmount(present, precision),
    bookMinusMarket: asAmount(above, precision),
  };
}

/** Calculates the present value of equal payments at the end of each month. */
function presentValue(payment: Exact, months: number, rate: Exact): Exact {
  if (rate.isZero()) return payment.times(months);
  return payment.times(new Exact(1).minus(rate.plus(1).pow(-months))).div(rate);
}
