import type { Amount } from '../../api/types.js';
import { currencyDecimals, decimalToMinor, minorToDecimal } from '../../format/money/money.js';

/** Returns an amount as integer minor units of its currency. */
export function minorOf({ amount, currency }: Amount): bigint {
  return decimalToMinor(amount, currencyDecimals(currency));
}

/** Returns minor units as an amount. */
export function amountOf(minor: bigint, currency: string): Amount {
  return { amount: minorToDecimal(minor.toString(), currency), currency };
}

/** Returns whether an amount is zero, regardless of its decimals. */
export function isZero(amount: Amount): boolean {
  return minorOf(amount) === 0n;
}

/** Returns the start of a day in UTC, for the formatters of dates. */
export function startOf(day: string): string {
  return `${day}T00:00:00Z`;
}

/**
 * Names under which responses about receivables are cached. Changing an allocation, a write-off, a refund or a
 * direct debit makes all of them stale.
 */
export const RECEIVABLES = [
  'open-items',
  'payments',
  'receivables',
  'statement-lines',
  'invoices',
  'write-offs',
  'refunds',
  'card-payments',
  'mandates',
  'debit-files',
] as const;
