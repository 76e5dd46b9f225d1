import type { Intent } from '#payments';
import { AuditTrail } from '#organization';
import { fromMinor, type Transaction } from '#platform';
import type { StoredAttempt } from '../entities/payment-attempt.entity.js';
import type { LockedItem } from '../payments/balances.queries.js';
import { loadSellerDay } from '../payments/recording.queries.js';
import { recordPayments } from '../payments/record-payments.store.js';
import { useForDocument } from './use-for-document.store.js';

/**
 * Records money that Stripe collected, and uses it for its document as far as that is open. What is left, because the
 * document was paid in another way meanwhile, stays on the customer's account. A payment is recorded once per intent.
 * @param item the locked document
 * @returns the id of the payment
 */
export async function recordCollected(
  tx: Transaction,
  attempt: StoredAttempt,
  item: LockedItem,
  { id: intentId, amount }: Intent,
): Promise<string> {
  const { customerId, documentId, methodKind, description } = attempt;
  const [paymentId] = await recordPayments(tx, [
    {
      legalEntityId: item.legalEntityId,
      customerId,
      method: methodKind === null || methodKind === 'card' ? 'card' : 'direct_debit',
      currency: amount.currency,
      amountMinor: amount.minor,
      receivedOn: await loadSellerDay(tx, item.legalEntityId),
      bankAccountId: null,
      payerName: null,
      payerAccount: null,
      reference: description,
      suggestions: [],
      intentId,
    },
  ]);
  await useForDocument(tx, paymentId!, item, amount.minor);
  await AuditTrail.write(tx, {
    action: 'receivables.payment_collected',
    entity: 'payment',
    entityId: paymentId!,
    after: {
      documentId,
      attemptId: attempt.id,
      intentId,
      amount: fromMinor(amount.minor, amount.currency),
      currency: amount.currency,
    },
  });
  return paymentId!;
}
