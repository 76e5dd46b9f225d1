import type { Refund as RefundReading } from '#payments';
import type { Transaction } from '#platform';
import {
  ENDED_REFUNDS,
  isOutdatedStripeRefund,
  nextRefundCheckAt,
  type StripeRefundState,
} from '../domain/collection/stripe-refund.js';
import { Refund } from '../entities/refund.entity.js';
import { StripeRefund } from '../entities/stripe-refund.entity.js';
import { sourceIdOf, type StoredRefund } from './post-refund.store.js';
import { lockSource } from './refund-source.js';
import { isRefundPosted, undoRefund } from './undo-refund.store.js';

/** Time after which a request that Stripe refused because of the maker's key is sent again. */
const KEY_REFUSED_MS = 3_600_000;

/** Stores that a requested refund goes back to the method of an attempt. */
export async function startStripeRefund(
  tx: Transaction,
  { makerId, id, customerId }: StoredRefund,
  attemptId: string,
): Promise<void> {
  await tx.manager.insert(StripeRefund, {
    makerId,
    refundId: id,
    customerId,
    attemptId,
    state: 'requested',
    stripeId: null,
    failure: null,
    firstSentAt: null,
    lastSentAt: null,
    nextCheckAt: null,
    readAt: null,
  });
}

/**
 * Stores that a request is about to be sent.
 * @returns the row after it; null if the refund was undone or answered meanwhile, so that nothing must be sent
 */
export async function noteRefundRequest(
  tx: Transaction,
  refundId: string,
  withNewKey: boolean,
): Promise<StripeRefund | null> {
  const { row, refund } = await lock(tx, refundId);
  if (!isRefundPosted(refund) || (row.state !== 'requested' && row.state !== 'unknown')) return null;
  const changes: Partial<StripeRefund> = {
    state: 'unknown',
    keyNumber: withNewKey ? row.keyNumber + 1 : row.keyNumber,
    firstSentAt: withNewKey ? tx.now : (row.firstSentAt ?? tx.now),
    lastSentAt: tx.now,
    nextCheckAt: nextRefundCheckAt('unknown', tx.now),
  };
  await update(tx, refundId, changes);
  return { ...row, ...changes };
}

/** Stores that the outcome is not known yet, or that Stripe refused the key of the maker. */
export async function delayStripeRefund(
  tx: Transaction,
  refundId: string,
  failure: string | null,
): Promise<void> {
  const { row } = await lock(tx, refundId);
  if (row.state !== 'unknown') return;
  const nextCheckAt =
    failure === null ? nextRefundCheckAt('unknown', tx.now) : new Date(tx.now.getTime() + KEY_REFUSED_MS);
  await update(tx, refundId, { failure, nextCheckAt });
}

/**
 * Stores the state of a refund at Stripe, unless a later one is stored. If it failed, the refund is undone, so that its
 * payment or credit note has the money again.
 */
export async function storeStripeRefund(
  tx: Transaction,
  refundId: string,
  { id: stripeId, state, failureReason }: Pick<RefundReading, 'id' | 'state' | 'failureReason'>,
): Promise<void> {
  await store(tx, refundId, { state, stripeId, failure: failureReason });
}

/** Stores that Stripe refused a refund, and undoes it. */
export async function refuseStripeRefund(tx: Transaction, refundId: string, failure: string): Promise<void> {
  await store(tx, refundId, { state: 'failed', failure });
}

async function store(
  tx: Transaction,
  refundId: string,
  read: { readonly state: StripeRefundState; readonly failure: string | null; readonly stripeId?: string },
): Promise<void> {
  const { row, source, refund } = await lock(tx, refundId);
  if (isOutdatedStripeRefund(row.state, read.state)) return;
  await update(tx, refundId, {
    ...read,
    nextCheckAt: nextRefundCheckAt(read.state, tx.now),
    readAt: tx.now,
  });
  if (ENDED_REFUNDS.includes(read.state) && isRefundPosted(refund))
    await undoRefund(tx, { source, refund }, read.failure ?? read.state);
}

/** Locks the payment or credit note of a refund, in the order in which refunds are decided. */
async function lock(tx: Transaction, refundId: string) {
  const { makerId } = tx.scope;
  const found = await tx.manager.findOneByOrFail(Refund, { makerId, id: refundId });
  const source = await lockSource(tx, sourceIdOf(found));
  const refund = await tx.manager.findOneByOrFail(Refund, { makerId, id: refundId });
  const row = await tx.manager.findOneByOrFail(StripeRefund, { makerId, refundId });
  return { source, refund, row };
}

async function update(tx: Transaction, refundId: string, changes: Partial<StripeRefund>): Promise<void> {
  await tx.manager.update(StripeRefund, { makerId: tx.scope.makerId, refundId }, changes);
}
