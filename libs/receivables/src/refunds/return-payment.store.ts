import { IsNull } from 'typeorm';
import { newId, type Transaction } from '#platform';
import { toRequested } from '../approvals/approval-row.js';
import { Refund } from '../entities/refund.entity.js';
import { undoAllocation } from '../payments/undo-allocation.store.js';
import { approve, reject, type StoredRefund } from './post-refund.store.js';
import { lockSource } from './refund-source.js';

/** A payment whose money the payer's bank took back. */
export interface ReturnedPayment {
  /** The direct debit that collected it; null for payments through Stripe. */
  readonly debitId: string | null;
  readonly paymentId: string;
  /** Uses of the payment that are undone. */
  readonly allocationIds: readonly string[];
  readonly legalEntityId: string;
  readonly customerId: string;
  readonly currency: string;
  readonly amountMinor: string;
  readonly payeeName: string;
  readonly payeeAccount: string;
  readonly note: string;
}

/**
 * Undoes uses of a payment that the bank returned, and posts the return as a refund. The bank has moved the money already,
 * so nobody has to approve it, and no payment file contains it. A refund that awaits a decision is rejected, because the
 * payment no longer covers it.
 * @returns the id of the refund
 */
export async function returnPayment(
  tx: Transaction,
  { allocationIds, note, ...returned }: ReturnedPayment,
): Promise<string> {
  const refund: StoredRefund = {
    makerId: tx.scope.makerId,
    id: newId(),
    ...returned,
    documentId: null,
    secondPersonBecause: [],
    ...toRequested(tx, note),
  };
  await rejectPending(tx, returned.paymentId, note);
  // The refund comes first, so that the payment doesn't lose its customer with its last allocation.
  await tx.manager.insert(Refund, refund);
  for (const id of allocationIds) await undoAllocation(tx, id, note);
  await approve(tx, await lockSource(tx, { paymentId: returned.paymentId, documentId: null }), refund, {
    why: '',
    // Stripe takes a returned payment out of its own balance.
    paidFrom: returned.debitId === null ? 'clearing' : 'bank',
  });
  return refund.id;
}

async function rejectPending(tx: Transaction, paymentId: string, why: string): Promise<void> {
  const { makerId } = tx.scope;
  const source = await lockSource(tx, { paymentId, documentId: null });
  const pending = await tx.manager.findOneBy(Refund, { makerId, paymentId, decision: IsNull() });
  if (pending !== null) await reject(tx, source, pending, why);
}
