import { type FieldFault, minorDecimals, toMinor } from '#platform/domain';
import type { RequestedAllocation } from './allocation-faults.js';

/** Requested use of a payment for a document. Amounts are decimals in major units of the document's currency. */
export interface NewAllocation {
  readonly documentId: string;
  readonly amount: string;
  readonly discount: string | null;
  readonly withheld: string | null;
  readonly fee: string | null;
  /** Amount used of the payment, in its currency; null if both currencies are the same. */
  readonly paymentAmount: string | null;
}

/** Returns true when an amount has no more decimals than its currency. */
export function isAmountOf(amount: string, currency: string): boolean {
  return (amount.split('.')[1] ?? '').length <= minorDecimals(currency);
}

/** Returns the fault of an amount with more decimals than its currency. */
export function decimalsFault(pointer: string, currency: string): FieldFault {
  return { pointer, code: 'receivables.amount_decimals', params: { currency } };
}

/**
 * Converts a requested amount into minor units, and returns its fault, if any.
 * @param amount decimal in major units; null for as much as possible
 * @param findFault returns the fault of an amount that has no more decimals than its currency
 */
export function toRequestedAmount(
  amount: string | null,
  largestMinor: bigint,
  currency: string,
  findFault: (amountMinor: bigint) => FieldFault | undefined,
): { readonly amountMinor: bigint; readonly faults: readonly FieldFault[] } {
  const amountMinor = amount === null ? largestMinor : toMinor(amount, currency);
  const fault =
    amount === null || isAmountOf(amount, currency)
      ? findFault(amountMinor)
      : decimalsFault('/amount', currency);
  return { amountMinor, faults: fault ? [fault] : [] };
}

/**
 * Converts the amounts of a request into minor units, and returns the faults of amounts that can't be converted.
 * @param currencyOf currency of each requested document; undefined if it does not exist
 */
export function toRequestedAllocations(
  requested: readonly NewAllocation[],
  paymentCurrency: string,
  currencyOf: (documentId: string) => string | undefined,
): { readonly allocations: RequestedAllocation[]; readonly faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  const allocations = requested.map((one, index): RequestedAllocation => {
    const currency = currencyOf(one.documentId) ?? paymentCurrency;
    const minorOf = (field: Exclude<keyof NewAllocation, 'documentId'>, of = currency): bigint => {
      const text = one[field];
      if (text === null) return 0n;
      if (!isAmountOf(text, of)) faults.push(decimalsFault(`/allocations/${index}/${field}`, of));
      return toMinor(text, of);
    };
    const amountMinor = minorOf('amount');
    if (one.paymentAmount === null && currency !== paymentCurrency)
      faults.push({
        pointer: `/allocations/${index}/paymentAmount`,
        code: 'receivables.payment_amount_missing',
        params: { currency: paymentCurrency },
      });
    return {
      documentId: one.documentId,
      amountMinor,
      discountMinor: minorOf('discount'),
      withheldMinor: minorOf('withheld'),
      feeMinor: minorOf('fee'),
      paymentMinor: one.paymentAmount === null ? amountMinor : minorOf('paymentAmount', paymentCurrency),
    };
  });
  return { allocations, faults };
}
