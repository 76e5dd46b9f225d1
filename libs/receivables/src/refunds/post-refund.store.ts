import { AuditTrail, recordDecision } from '#organization';
import { fromMinor, type Transaction } from '#platform';
import { toDecided } from '../approvals/approval-row.js';
import { postRefund, type RefundAccount } from '../domain/ledger/refund.js';
import { Refund } from '../entities/refund.entity.js';
import { StripeRefund } from '../entities/stripe-refund.entity.js';
import { postToday } from '../payments/post-today.store.js';
import type { LockedSource } from './refund-source.js';
import type { RefundSourceId } from './refunds.queries.js';

/** A refund as it is stored, without the names that the database fills in. */
export type StoredRefund = Omit<Refund, 'requestedByName' | 'decidedByName' | 'undoneByName'>;

/** Returns the payment or the credit note of a refund. */
export function sourceIdOf({ paymentId, documentId }: StoredRefund): RefundSourceId {
  return paymentId === null ? { paymentId, documentId: documentId! } : { paymentId, documentId: null };
}

/** Approves a refund of a locked source, and posts it. Stripe returns the money after that, if it goes through Stripe. */
export async function approve(
  tx: Transaction,
  source: LockedSource,
  refund: StoredRefund,
  { why, paidFrom }: { readonly why: string; readonly paidFrom: RefundAccount },
): Promise<void> {
  const { makerId, id } = refund;
  const postingDate = await postToday(tx, {
    rated: source.rated,
    source: { kind: 'refund', id },
    notBefore: source.notBefore,
    postings: postRefund(source, BigInt(refund.amountMinor), paidFrom),
  });
  await tx.manager.update(Refund, { makerId, id }, { ...toDecided(tx, 'approve', why), postingDate });
  await tx.manager.update(StripeRefund, { makerId, refundId: id }, { nextCheckAt: tx.now });
  await recordRefund(tx, source, refund, { action: 'refunded', why });
}

/** Rejects a pending refund of a locked source. */
export async function reject(
  tx: Transaction,
  source: LockedSource,
  refund: StoredRefund,
  why: string,
): Promise<void> {
  const { makerId, id } = refund;
  await tx.manager.update(Refund, { makerId, id }, toDecided(tx, 'reject', why));
  await cancelUnsent(tx, id);
  await recordRefund(tx, source, refund, { action: 'refund_rejected', why });
}

/** Cancels the return through Stripe of a refund that was never sent. Does nothing if there is none. */
export async function cancelUnsent(tx: Transaction, refundId: string): Promise<void> {
  await tx.manager.update(
    StripeRefund,
    { makerId: tx.scope.makerId, refundId, state: 'requested' },
    { state: 'canceled', nextCheckAt: null },
  );
}

/** Change of the amount left in the source by each decision, as a multiple of the refund. */
const CHANGE = { refunded: -1n, refund_rejected: 0n, refund_undone: 1n } as const;

/** Records the decision about a refund, and writes it to the audit trail. */
export async function recordRefund(
  tx: Transaction,
  { leftMinor, currency }: LockedSource,
  refund: StoredRefund,
  { action, why }: { readonly action: keyof typeof CHANGE; readonly why: string },
): Promise<void> {
  const content = toContent(refund);
  await recordDecision(tx, {
    action,
    ...(refund.documentId !== null && { invoiceId: refund.documentId }),
    legalEntityId: refund.legalEntityId,
    why: why === '' ? refund.note : why,
    before: { leftToRefund: fromMinor(leftMinor, currency) },
    after: {
      ...content,
      leftToRefund: fromMinor(leftMinor + CHANGE[action] * BigInt(refund.amountMinor), currency),
    },
    secondUserId: refund.requestedBy,
  });
  await AuditTrail.write(tx, {
    action: `receivables.${action}`,
    ...auditedAs(refund),
    after: { ...content, why },
  });
}

/** Returns what the audit trail names: the payment or the credit note. */
export function auditedAs(refund: StoredRefund): { readonly entity: string; readonly entityId: string } {
  const { paymentId, documentId } = sourceIdOf(refund);
  return paymentId === null
    ? { entity: 'invoice', entityId: documentId }
    : { entity: 'payment', entityId: paymentId };
}

/** Returns the content of a refund for decisions and the audit trail. */
export function toContent({
  id,
  currency,
  amountMinor,
  payeeName,
  payeeAccount,
  note,
}: StoredRefund): object {
  return {
    refundId: id,
    refundedAmount: fromMinor(BigInt(amountMinor), currency),
    currency,
    payeeName,
    payeeAccount,
    note,
  };
}
