import type { Transaction } from '#platform';
import type { PaymentPart } from '../domain/collection/chargeback.js';

/** An attempt that collected money, with its payment. */
interface PaidAttempt {
  readonly id: string;
  readonly documentId: string;
  readonly paymentId: string;
}

/** Returns the attempt that collected the money of an intent; null if the product didn't collect it. */
export async function findPaidAttempt(tx: Transaction, intentId: string): Promise<PaidAttempt | null> {
  const [found]: PaidAttempt[] = await tx.manager.query(
    `select id, document_id as "documentId", payment_id as "paymentId" from payment_attempt
      where maker_id = $1 and intent_id = $2 and payment_id is not null`,
    [tx.scope.makerId, intentId],
  );
  return found ?? null;
}

/** Lists the uses of a payment that aren't undone, in the order in which they were made. */
export async function listUsesOf(tx: Transaction, paymentId: string): Promise<PaymentPart[]> {
  const rows: (Omit<PaymentPart, 'minor'> & { readonly minor: string })[] = await tx.manager.query(
    `select id as "allocationId", document_id as "documentId", coalesce(payment_minor, amount_minor) as minor from allocation
      where maker_id = $1 and payment_id = $2 and undone_at is null order by made_at, id`,
    [tx.scope.makerId, paymentId],
  );
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

export async function findCustomerName(tx: Transaction, customerId: string): Promise<string> {
  const [found]: { name: string }[] = await tx.manager.query(
    `select name from customer where maker_id = $1 and id = $2`,
    [tx.scope.makerId, customerId],
  );
  return found!.name;
}
