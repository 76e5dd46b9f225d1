import type { Transaction } from '#platform';
import type { StoredAttempt } from '../entities/payment-attempt.entity.js';

/** Records that a saved method was declined and no retry follows, so that the finance team is notified. */
export async function recordPaymentFailed(
  tx: Transaction,
  { id, documentId }: Pick<StoredAttempt, 'id' | 'documentId'>,
): Promise<void> {
  await tx.record({
    name: 'receivables.payment_failed',
    version: 1,
    payload: { invoiceId: documentId, attemptId: id },
  });
}

/** Errors of a retry that leave the document unpaid, of which the finance team doesn't know yet. */
const LEAVES_UNPAID: readonly string[] = [
  'receivables.payment_method_missing',
  'receivables.payment_method_not_found',
];

/**
 * Ends the retries of a declined attempt, because its method can't be charged any more.
 * @param code error of the retry
 */
export async function endRetries(tx: Transaction, id: string, code: string): Promise<void> {
  const { makerId } = tx.scope;
  const [ended]: [{ documentId: string }[], number] = await tx.manager.query(
    `update payment_attempt set retry_on = null where maker_id = $1 and id = $2 and retry_on is not null
     returning document_id as "documentId"`,
    [makerId, id],
  );
  if (!LEAVES_UNPAID.includes(code)) return;
  // Two runs may fail at the same time; only the one that ends the retries finds the row.
  for (const { documentId } of ended) await recordPaymentFailed(tx, { id, documentId });
}
