import type { Transaction } from '#platform';
import { isStoppedByChargeback } from '../collection/attempt.sql.js';
import { StoredAttempt } from '../entities/payment-attempt.entity.js';
import { findCreditedDocument } from './refund-limit.queries.js';
import type { OwnedSource } from './refund-source.js';
import { COUNTED_REFUND } from './refund.sql.js';

/** The card or bank account with which a customer paid through Stripe. */
export interface PaidMethod {
  readonly attemptId: string;
  /** Issuer and last digits; null if they aren't known. */
  readonly label: string | null;
  /** Amount of the payment that Stripe can still return, in minor units. */
  readonly leftMinor: bigint;
}

interface StoredMethod {
  readonly attemptId: string;
  readonly label: string | null;
  readonly leftMinor: string;
}

/**
 * Returns the method to which Stripe can return the money of a payment or credit note; null if there is none. For a credit
 * note, it is the method of that payment of the credited invoice of which most is left. A payment with a chargeback is left
 * out, because its money is with the payer's bank.
 * @param exceptRefundId a refund that is not counted
 */
export async function findPaidMethod(
  tx: Transaction,
  { kind, id, currency }: OwnedSource,
  exceptRefundId: string | null,
): Promise<PaidMethod | null> {
  const documentId = kind === 'payment' ? null : await findCreditedDocument(tx, id);
  if (kind !== 'payment' && documentId === null) return null;
  const [found] = await listMethods(tx, {
    currency,
    paymentId: kind === 'payment' ? id : null,
    documentId,
    exceptRefundId,
  });
  return found ?? null;
}

/** Returns the amount that Stripe can still return of an attempt's payment; zero if there is none. */
export async function findLeftOfMethod(
  tx: Transaction,
  { currency }: OwnedSource,
  exceptRefundId: string,
  attemptId: string,
): Promise<bigint> {
  const { paymentId } = await tx.manager.findOneByOrFail(StoredAttempt, {
    makerId: tx.scope.makerId,
    id: attemptId,
  });
  const [found] = await listMethods(tx, { currency, paymentId, documentId: null, exceptRefundId });
  return found?.leftMinor ?? 0n;
}

/** Lists the methods of a payment, or of the payments of a document. Most is left of the first one. */
async function listMethods(
  tx: Transaction,
  {
    currency,
    paymentId,
    documentId,
    exceptRefundId,
  }: {
    readonly currency: string;
    readonly paymentId: string | null;
    readonly documentId: string | null;
    readonly exceptRefundId: string | null;
  },
): Promise<PaidMethod[]> {
  const found: StoredMethod[] = await tx.manager.query(
    `select a.id as "attemptId", a.method_label as label, (p.amount_minor - s.refunded_minor)::text as "leftMinor"
       from payment p
       join payment_attempt a on a.maker_id = p.maker_id and a.payment_id = p.id
      cross join lateral (
        select coalesce(sum(r.amount_minor), 0) as refunded_minor
          from stripe_refund t
          join refund r on r.maker_id = t.maker_id and r.id = t.refund_id
         where t.maker_id = a.maker_id and t.attempt_id = a.id and ${COUNTED_REFUND} and r.id is distinct from $5) s
      where p.maker_id = $1 and p.currency = $2 and p.amount_minor > s.refunded_minor
        and (p.id = $3 or exists (
          select from allocation l
           where l.maker_id = p.maker_id and l.payment_id = p.id and l.document_id = $4 and l.undone_at is null))
        and not ${isStoppedByChargeback('a')}
      order by p.amount_minor - s.refunded_minor desc, p.received_on desc, p.id desc`,
    [tx.scope.makerId, currency, paymentId, documentId, exceptRefundId],
  );
  return found.map((method) => ({ ...method, leftMinor: BigInt(method.leftMinor) }));
}
