import type { Intent } from '#payments';
import { AuditTrail } from '#organization';
import { fromMinor, type Transaction } from '#platform';
import type { StoredAttempt } from '../entities/payment-attempt.entity.js';
import { allocateLocked, lockBalances } from '../payments/allocate.store.js';
import type { LockedItem } from '../payments/balances.queries.js';
import { loadSellerDay } from '../payments/recording.queries.js';
import { recordPayments } from '../payments/record-payments.store.js';

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
  const used = item.openMinor < amount.minor ? item.openMinor : amount.minor;
  if (used > 0n) {
    const allocations = [
      {
        documentId,
        amountMinor: used,
        paymentMinor: used,
        discountMinor: 0n,
        withheldMinor: 0n,
        feeMinor: 0n,
      },
    ];
    const use = { paymentId: paymentId!, allocations, origin: 'automatic', reasons: [] } as const;
    const [faults] = await allocateLocked(tx, await lockBalances(tx, [use]), [use]);
    if (faults!.length > 0)
      throw new Error(`Payment ${paymentId} can't be allocated: ${JSON.stringify(faults)}`);
  }
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
