import type { NewAllocation, OpenItem, Suggestion } from '../../../api/types.js';
import { isDecimal } from '../../../format/decimals.js';
import { type AllocationEntry, DEDUCTIONS, emptyEntry } from '../../receivables/allocate/allocate-values.js';
import { isNegative, isPositive, lesser, minus, stillOpen, sumOf } from '../amounts.js';

/** A document to which the form allocates the payment. Amounts are decimals as in the API, or empty. */
export interface DraftRow extends AllocationEntry {
  readonly number: string;
  readonly dueOn: string;
  readonly currency: string;
  readonly open: string;
}

interface Money {
  readonly amount: string;
  readonly currency: string;
}

/**
 * Returns a row that allocates the open amount or the rest of the payment, whichever is smaller. In another currency,
 * it starts with both in full.
 */
export function rowOf({ documentId, number, dueOn, open }: OpenItem, rest: Money): DraftRow {
  const isSame = open.currency === rest.currency;
  return {
    ...emptyEntry(documentId),
    ...{ number, dueOn, currency: open.currency, open: open.amount },
    amount: isSame && isPositive(rest.amount) ? lesser(open.amount, rest.amount) : isSame ? '' : open.amount,
    paymentAmount: isSame ? '' : isPositive(rest.amount) ? rest.amount : '',
  };
}

/** Returns the rows of a suggestion. */
export function rowsOf({ documents }: Suggestion): DraftRow[] {
  return documents.map(({ discount, withheld, fee, paymentAmount, ...document }) => ({
    ...document,
    discount: discount ?? '',
    withheld: withheld ?? '',
    fee: fee ?? '',
    paymentAmount: paymentAmount ?? '',
  }));
}

const isForeign = ({ currency }: DraftRow, payment: Money): boolean => currency !== payment.currency;

/** Returns the unapplied amount that the rows leave; negative if they allocate too much. */
export function restOf(rows: readonly DraftRow[], unapplied: Money): string {
  const used = sumOf(rows.map((row) => (isForeign(row, unapplied) ? row.paymentAmount : row.amount)));
  return minus(unapplied.amount, used);
}

const isAmount = (text: string): boolean => isDecimal(text) && isPositive(text);
const isAmountOrEmpty = (text: string): boolean => text === '' || isAmount(text);

/**
 * Returns true if a row can be sent: its amounts are positive, deductions can be empty, and together they do not exceed
 * the open amount.
 */
export function isComplete(row: DraftRow, unapplied: Money): boolean {
  return (
    isAmount(row.amount) &&
    DEDUCTIONS.every((kind) => isAmountOrEmpty(row[kind])) &&
    (!isForeign(row, unapplied) || isAmount(row.paymentAmount)) &&
    !isNegative(stillOpen(row))
  );
}

/** Returns true if all rows can be sent and do not exceed the unapplied amount. */
export function canSend(rows: readonly DraftRow[], unapplied: Money): boolean {
  return (
    rows.length > 0 && rows.every((row) => isComplete(row, unapplied)) && !isNegative(restOf(rows, unapplied))
  );
}

/** Returns the allocations of a suggestion, unchanged. */
export function allocationsOfSuggestion({ documents }: Suggestion): NewAllocation[] {
  return documents.map(({ documentId, amount, discount, withheld, fee, paymentAmount }) => ({
    ...{ documentId, amount, discount, withheld, fee, paymentAmount },
  }));
}
