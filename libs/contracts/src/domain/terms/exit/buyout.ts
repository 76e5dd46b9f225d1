import { type AmountPrecision, Exact } from '#platform/domain';
import { asAmount, orZero, percentOf, type Maybe } from '../amount.js';

/**
 * Terms for buying a machine out of a contract: its value decreases linearly to a residual value. Amounts and
 * percentages are decimal strings.
 */
export interface BuyoutTerm {
  readonly value: string;
  readonly residualPercent?: Maybe;
  readonly termMonths: number;
  /** Percentage added to the book value. */
  readonly adminPercent?: Maybe;
}

export interface BuyoutFacts {
  /** Number of completed months of the term. */
  readonly month: number;
}

export interface BuyoutResult {
  readonly book: string;
  readonly price: string;
}

/**
 * Computes the buy-out price. After the term, the price stays at the residual value (docs/rules/contracts.md#buy-out).
 */
export function priceBuyout(
  term: BuyoutTerm,
  { month }: BuyoutFacts,
  precision: AmountPrecision,
): BuyoutResult {
  const value = new Exact(term.value);
  const falls = value.minus(percentOf(value, orZero(term.residualPercent)));
  const book = value.minus(falls.times(Math.min(month, term.termMonths)).div(term.termMonths));
  return {
    book: asAmount(book, precision),
    price: asAmount(book.plus(percentOf(book, orZero(term.adminPercent))), precision),
  };
}
