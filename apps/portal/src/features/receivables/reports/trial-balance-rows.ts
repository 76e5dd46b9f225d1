import type { AccountBalance, Amount } from '../../../api/types.js';
import { amountOf, minorOf } from '../amounts.js';

/** The sums of both sides of a trial balance, in the accounting currency. */
export interface TrialBalanceSums {
  readonly debit: Amount;
  readonly credit: Amount;
  /** False only if the journal is inconsistent. */
  readonly areEqual: boolean;
}

/** Adds the debits and the credits of a trial balance, as positive amounts; null if it has no accounts. */
export function sumSides(balances: readonly AccountBalance[]): TrialBalanceSums | null {
  const [first] = balances;
  if (first === undefined) return null;
  const minors = balances.map(({ booksBalance }) => minorOf(booksBalance));
  const sum = (sign: 1n | -1n): bigint =>
    minors.filter((minor) => minor * sign > 0n).reduce((all, minor) => all + minor * sign, 0n);
  const { currency } = first.booksBalance;
  const [debit, credit] = [sum(1n), sum(-1n)];
  return { debit: amountOf(debit, currency), credit: amountOf(credit, currency), areEqual: debit === credit };
}
