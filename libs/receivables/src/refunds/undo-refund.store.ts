import type { Transaction } from '#platform';
import { toUndone } from '../approvals/approval-row.js';
import { Refund } from '../entities/refund.entity.js';
import { forgetCustomer } from '../payments/forget-customer.store.js';
import { reverseEntry } from '../payments/reverse-entry.store.js';
import { cancelUnsent, recordRefund, type StoredRefund } from './post-refund.store.js';
import type { LockedSource } from './refund-source.js';

/** A refund whose payment or credit note is locked. */
export interface LockedRefund {
  readonly source: LockedSource;
  readonly refund: StoredRefund;
}

/** Returns whether a refund is posted and not undone. */
export function isRefundPosted(refund: StoredRefund): refund is StoredRefund & { postingDate: string } {
  return refund.postingDate !== null && refund.undoneAt === null;
}

/** Reverses the journal entry of a posted refund, so that its payment or credit note has the money again. */
export async function undoRefund(
  tx: Transaction,
  { source, refund }: LockedRefund & { readonly refund: { readonly postingDate: string } },
  why: string,
): Promise<void> {
  const { makerId, id, postingDate } = refund;
  await reverseEntry(tx, { source: { kind: 'refund', id }, reversal: 'refund_reversal', postingDate });
  await tx.manager.update(Refund, { makerId, id }, toUndone(tx, why));
  await cancelUnsent(tx, id);
  await recordRefund(tx, source, refund, { action: 'refund_undone', why });
  if (refund.paymentId !== null) await forgetCustomer(tx, refund.paymentId, refund.customerId);
}
