import type { Amount } from '../../../api/types.js';
import { amountOf, minorOf } from '../amounts.js';

/** Sums amounts by currency, in the order in which the currencies first occur. */
export function sumByCurrency(amounts: readonly Amount[]): Amount[] {
  const sums = new Map<string, bigint>();
  for (const amount of amounts)
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + minorOf(amount));
  return [...sums].map(([currency, minor]) => amountOf(minor, currency));
}
