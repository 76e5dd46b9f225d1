import { IsNull } from 'typeorm';
import type { Transaction } from '#platform';
import { StoredAttempt } from '../entities/payment-attempt.entity.js';
import { Refund } from '../entities/refund.entity.js';
import { StripeRefund } from '../entities/stripe-refund.entity.js';

/** A refund through Stripe with what its request needs. */
export interface RefundToSend {
  readonly row: StripeRefund;
  readonly intentId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
}

/** Returns a refund that Stripe has to return or is returning; null if it is not approved, or was undone. */
export async function findRefundToSend(tx: Transaction, refundId: string): Promise<RefundToSend | null> {
  const { makerId } = tx.scope;
  const row = await tx.manager.findOneBy(StripeRefund, { makerId, refundId });
  const refund = await tx.manager.findOneBy(Refund, {
    makerId,
    id: refundId,
    decision: 'approve',
    undoneAt: IsNull(),
  });
  if (row === null || refund === null) return null;
  const { intentId } = await tx.manager.findOneByOrFail(StoredAttempt, { makerId, id: row.attemptId });
  const { currency, amountMinor } = refund;
  return { row, intentId: intentId!, currency, amountMinor: BigInt(amountMinor) };
}

/** Returns the refund with an id of Stripe, or with an id of the product; null if the product didn't request it. */
export async function findStripeRefund(
  tx: Transaction,
  { stripeId, refundId }: { readonly stripeId: string; readonly refundId: string | null },
): Promise<StripeRefund | null> {
  const { makerId } = tx.scope;
  const found = await tx.manager.findOneBy(StripeRefund, { makerId, stripeId });
  return found ?? (refundId === null ? null : tx.manager.findOneBy(StripeRefund, { makerId, refundId }));
}

/**
 * Returns refunds that must be sent or read now, and hands them to this process.
 * @param until time until which no other process reads them
 */
export async function claimDueRefunds(tx: Transaction, until: Date, limit: number): Promise<string[]> {
  const [rows]: [{ refundId: string }[], number] = await tx.manager.query(
    `update stripe_refund set next_check_at = $3
      where maker_id = $1 and refund_id in (
        select refund_id from stripe_refund where maker_id = $1 and next_check_at <= $2
         order by next_check_at limit $4 for update skip locked)
     returning refund_id as "refundId"`,
    [tx.scope.makerId, tx.now, until, limit],
  );
  return rows.map(({ refundId }) => refundId);
}
