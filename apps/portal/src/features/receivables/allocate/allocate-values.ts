import type { OpenItem, Payment } from '../../../api/types.js';
import { currencyDecimals, decimalToMinor, minorToDecimal } from '../../../format/money/money.js';
import { isDecimal } from '../../../format/decimals.js';
import { minorOf } from '../amounts.js';

/** Deductions that settle a document in addition to the paid amount. */
export const DEDUCTIONS = ['discount', 'withheld', 'fee'] as const;
export type Deduction = (typeof DEDUCTIONS)[number];

/** An allocation of a payment to one document, as typed. Amounts are decimals or empty. */
export interface AllocationEntry extends Readonly<Record<Deduction, string>> {
  readonly documentId: string;
  readonly amount: string;
  /** Allocated part of the payment in its own currency, if the document has another currency. */
  readonly paymentAmount: string;
}

type PaymentAmounts = Pick<Payment, 'unapplied' | 'reference'>;
/** Facts about a document from which its allocation is calculated. */
type Allocatable = Pick<OpenItem, 'open'>;

/** Reads a typed amount as minor units; zero if it is empty or unreadable. */
function typedMinor(text: string, currency: string): bigint {
  return isDecimal(text) ? decimalToMinor(text, currencyDecimals(currency)) : 0n;
}

/** Returns true if a typed amount is readable and greater than zero. */
export function isPositiveAmount(text: string, currency: string): boolean {
  return typedMinor(text, currency) > 0n;
}

/**
 * Orders open documents by how well they explain a payment: first the exact amount, then numbers that the payer quotes,
 * then the due date.
 */
export function orderByFit(items: readonly OpenItem[], payment: PaymentAmounts): OpenItem[] {
  const rank = (item: OpenItem): number => {
    const isExact = isExactFor(item, payment);
    const isQuoted = isQuotedIn(item, payment);
    return isExact && isQuoted ? 0 : isExact ? 1 : isQuoted ? 2 : 3;
  };
  return items
    .map((item) => ({ item, rank: rank(item) }))
    .sort((a, b) => a.rank - b.rank || compareText(a.item.dueOn, b.item.dueOn))
    .map(({ item }) => item);
}

/** Returns true if the open amount of a document equals the unapplied amount of a payment. */
export function isExactFor(item: OpenItem, { unapplied }: Pick<Payment, 'unapplied'>): boolean {
  return item.open.currency === unapplied.currency && minorOf(item.open) === minorOf(unapplied);
}

/** Returns true if the payer quotes the number of a document, regardless of punctuation. */
export function isQuotedIn(
  { number }: Pick<OpenItem, 'number'>,
  { reference }: Pick<Payment, 'reference'>,
): boolean {
  return digitsOf(number) !== '' && digitsOf(reference).includes(digitsOf(number));
}

const digitsOf = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

/**
 * Returns the unapplied amount that remains after the typed allocations, in minor units; negative if they exceed it.
 */
export function leftOf(
  { unapplied }: Pick<Payment, 'unapplied'>,
  entries: readonly AllocationEntry[],
  items: ReadonlyMap<string, Allocatable>,
): bigint {
  return entries.reduce((left, entry) => {
    const item = items.get(entry.documentId);
    const used = item?.open.currency === unapplied.currency ? entry.amount : entry.paymentAmount;
    return left - typedMinor(used, unapplied.currency);
  }, minorOf(unapplied));
}

/**
 * Returns the amount of a document that remains open after an allocation with its deductions, in minor units; negative
 * if they exceed it.
 */
export function openAfter({ open }: Allocatable, entry: AllocationEntry): bigint {
  const { currency } = open;
  return (
    minorOf(open) -
    [entry.amount, ...DEDUCTIONS.map((name) => entry[name])].reduce(
      (sum, text) => sum + typedMinor(text, currency),
      0n,
    )
  );
}

/**
 * Proposes the amount for a document: its open amount after deductions, limited to the remaining unapplied amount. For
 * a document in another currency, the whole open amount.
 * @param left remaining unapplied amount without this document, in minor units
 * @returns a decimal; empty if it would not be positive
 */
export function proposeAmount(
  item: Allocatable,
  entry: AllocationEntry,
  payment: Pick<Payment, 'unapplied'>,
  left: bigint,
): string {
  const { currency } = item.open;
  const open = openAfter(item, { ...entry, amount: '' });
  const most = currency !== payment.unapplied.currency || open < left ? open : left;
  return most <= 0n ? '' : minorToDecimal(most.toString(), currency);
}

/** An entry without amounts. */
export function emptyEntry(documentId: string): AllocationEntry {
  return { documentId, amount: '', discount: '', withheld: '', fee: '', paymentAmount: '' };
}

/** Converts entries to the body of a request: empty deductions are null. */
export function toAllocations(entries: readonly AllocationEntry[]) {
  return entries.map(({ documentId, amount, discount, withheld, fee, paymentAmount }) => ({
    documentId,
    amount,
    discount: discount || null,
    withheld: withheld || null,
    fee: fee || null,
    paymentAmount: paymentAmount || null,
  }));
}

/**
 * Allocates a payment to documents in the order of their due dates until it is fully allocated. Documents in other
 * currencies and open credit notes are skipped.
 */
export function fillOldestFirst(
  items: readonly OpenItem[],
  payment: Pick<Payment, 'unapplied'>,
): AllocationEntry[] {
  const known = new Map(items.map((item) => [item.documentId, item]));
  const entries: AllocationEntry[] = [];
  const payable = items.filter(
    ({ open }) => open.currency === payment.unapplied.currency && minorOf(open) > 0n,
  );
  for (const item of payable.toSorted(
    (a, b) => compareText(a.dueOn, b.dueOn) || compareText(a.number, b.number),
  )) {
    const entry = emptyEntry(item.documentId);
    const amount = proposeAmount(item, entry, payment, leftOf(payment, entries, known));
    if (amount === '') break;
    entries.push({ ...entry, amount });
  }
  return entries;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
