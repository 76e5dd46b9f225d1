import type { Amount, NewAllocation, OpenItem, Payment, Suggestion } from '../../../api/types.js';
import { minorToDecimal } from '../../../format/money/money.js';
import {
  type AllocationEntry,
  DEDUCTIONS,
  emptyEntry,
  isPositiveAmount,
  leftOf,
  openAfter,
  proposeAmount,
} from '../../receivables/allocate/allocate-values.js';

/** A document to which the form allocates the payment, as typed. */
export interface DraftRow extends AllocationEntry, Pick<OpenItem, 'number' | 'dueOn'> {
  readonly open: Amount;
}

type Unapplied = Pick<Payment, 'unapplied'>;

/**
 * Returns a row that allocates the open amount or the rest of the payment, whichever is smaller. In another currency,
 * it starts with both in full.
 */
export function rowOf(
  { documentId, number, dueOn, open }: OpenItem,
  payment: Unapplied,
  others: readonly DraftRow[],
): DraftRow {
  const { currency } = payment.unapplied;
  const row = { ...emptyEntry(documentId), number, dueOn, open };
  const rest = restOf(others, payment);
  const isForeign = open.currency !== currency;
  return {
    ...row,
    amount: proposeAmount(row, row, payment, rest),
    paymentAmount: isForeign && rest > 0n ? minorToDecimal(rest.toString(), currency) : '',
  };
}

/** Returns the rows of a suggestion. */
export function rowsOf({ documents }: Pick<Suggestion, 'documents'>): DraftRow[] {
  return documents.map(({ documentId, number, dueOn, open, currency, amount, ...rest }) => ({
    ...{ documentId, number, dueOn, amount, open: { amount: open, currency } },
    discount: rest.discount ?? '',
    withheld: rest.withheld ?? '',
    fee: rest.fee ?? '',
    paymentAmount: rest.paymentAmount ?? '',
  }));
}

/** Returns the unapplied amount that the rows leave, in minor units; negative if they allocate too much. */
export function restOf(rows: readonly DraftRow[], payment: Unapplied): bigint {
  return leftOf(payment, rows, new Map(rows.map((row) => [row.documentId, row])));
}

/** Returns the amount of a row's document that remains open, in minor units; negative if the row exceeds it. */
export const stillOpen = (row: DraftRow): bigint => openAfter(row, row);

/**
 * Returns true if a row can be sent: its amounts are positive, deductions can be empty, and together they do not exceed
 * the open amount.
 */
export function isComplete(row: DraftRow, { unapplied }: Unapplied): boolean {
  const { currency } = row.open;
  return (
    isPositiveAmount(row.amount, currency) &&
    DEDUCTIONS.every((kind) => row[kind] === '' || isPositiveAmount(row[kind], currency)) &&
    (currency === unapplied.currency || isPositiveAmount(row.paymentAmount, unapplied.currency)) &&
    stillOpen(row) >= 0n
  );
}

/** Returns true if all rows can be sent and do not exceed the unapplied amount. */
export function canSend(rows: readonly DraftRow[], payment: Unapplied): boolean {
  return rows.length > 0 && rows.every((row) => isComplete(row, payment)) && restOf(rows, payment) >= 0n;
}

/** Returns the allocations of a suggestion, unchanged. */
export function allocationsOfSuggestion({ documents }: Suggestion): NewAllocation[] {
  return documents.map(({ documentId, amount, discount, withheld, fee, paymentAmount }) => ({
    ...{ documentId, amount, discount, withheld, fee, paymentAmount },
  }));
}
