import { newId, type Transaction } from '#platform';
import { toRequested } from '../approvals/approval-row.js';
import { Refund } from '../entities/refund.entity.js';
import { undoAllocation } from '../payments/undo-allocation.store.js';
import { approve, type StoredRefund } from './post-refund.store.js';
import { lockSource } from './refund-source.js';

/** A payment by direct debit that the bank returned to the payer. */
export interface ReturnedPayment {
  readonly debitId: string;
  readonly paymentId: string;
  /** The use of the payment for the collected document. */
  readonly allocationId: string;
  readonly legalEntityId: string;
  readonly customerId: string;
  readonly currency: string;
  readonly amountMinor: string;
  readonly payeeName: string;
  readonly payeeAccount: string;
  readonly note: string;
}

/**
 * Undoes the use of a payment that the bank returned, and posts the return as a refund. The bank has moved the money
 * already, so nobody has to approve it, and no payment file contains it.
 */
export async function returnPayment(
  tx: Transaction,
  { allocationId, note, ...returned }: ReturnedPayment,
): Promise<void> {
  const refund: StoredRefund = {
    makerId: tx.scope.makerId,
    id: newId(),
    ...returned,
    documentId: null,
    secondPersonBecause: [],
    ...toRequested(tx, note),
  };
  // The refund comes first, so that the payment doesn't lose its customer with its last allocation.
  await tx.manager.insert(Refund, refund);
  await undoAllocation(tx, allocationId, note);
  await approve(tx, await lockSource(tx, { paymentId: returned.paymentId, documentId: null }), refund, '');
}
