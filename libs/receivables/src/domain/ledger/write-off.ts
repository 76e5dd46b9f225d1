import { Exact, type FieldFault, fromMinor, toMinor } from '#platform/domain';
import type { AllocatableItem } from './allocation-faults.js';
import { valueOfPart } from './booked-amount.js';
import type { ItemToSettle, ReceivablePosting } from './receivable-postings.js';

/** Reasons why an open amount is written off. */
export const WRITE_OFF_REASONS = ['uncollectable', 'small_difference', 'goodwill'] as const;
export type WriteOffReason = (typeof WRITE_OFF_REASONS)[number];

/**
 * Returns the fault of writing off a part of an invoice's open amount; undefined if there is none.
 * @param item a document with an open amount above zero
 */
export function findWriteOffFault(
  { openMinor, currency }: Pick<AllocatableItem, 'openMinor' | 'currency'>,
  amountMinor: bigint,
): FieldFault | undefined {
  if (amountMinor <= 0n) return { pointer: '/amount', code: 'receivables.amount_not_positive' };
  if (amountMinor > openMinor)
    return {
      pointer: '/amount',
      code: 'receivables.write_off_exceeds_open',
      params: { open: fromMinor(openMinor, currency), currency },
    };
  return undefined;
}

/** Maximum amounts by currency that one person may write off of a document. */
const SMALL_AMOUNTS: Readonly<Record<string, string>> = {
  EUR: '10',
  USD: '10',
  PLN: '50',
  CNY: '100',
  MXN: '200',
  IDR: '200000',
};

/**
 * Returns true when an amount is small enough for one person to write it off. No amount is small in a currency without
 * a limit.
 * @param writtenOffMinor total that is written off of the document, including the new amount, so that an amount above
 * the limit cannot be written off in small parts
 */
export function isSmallWriteOff(writtenOffMinor: bigint, currency: string): boolean {
  return writtenOffMinor <= toMinor(SMALL_AMOUNTS[currency] ?? '0', currency);
}

/** Tax and gross total of a document, in minor units of its currency. */
export interface TaxedTotal {
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
}

/** Returns the tax that a part of a document contains: its share of the document's tax, rounded. */
export function containedTax({ taxMinor, grossMinor }: TaxedTotal, amountMinor: bigint): bigint {
  if (grossMinor <= 0n || taxMinor <= 0n) return 0n;
  const share = new Exact(taxMinor.toString()).times(amountMinor.toString()).div(grossMinor.toString());
  return BigInt(share.toFixed(0, Exact.ROUND_HALF_UP));
}

/**
 * Posts a write-off at the exchange rate of the document: the receivable becomes an expense. The tax account does not
 * change, because national rules determine whether and when the tax can be reclaimed.
 */
export function postWriteOff(item: ItemToSettle, amountMinor: bigint): ReceivablePosting[] {
  const booksAmountMinor = valueOfPart(item.open, amountMinor);
  const { currency } = item;
  return [
    { account: 'bad_debt', currency, amountMinor, booksAmountMinor },
    {
      account: 'receivable',
      currency,
      amountMinor: -amountMinor,
      booksAmountMinor: -booksAmountMinor,
      itemId: item.id,
    },
  ];
}
