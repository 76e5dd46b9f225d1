import { DomainError, type Transaction } from '#platform';
import { PaymentAllocation } from '../entities/allocation.entity.js';
import { Payment } from '../entities/payment.entity.js';
import { lockItems, lockPayments } from './balances.queries.js';
import { reverseEntry } from './reverse-entry.store.js';

/**
 * Undoes an allocation: the document and the payment or credit note are as open as before. Its journal entry is
 * reversed on the same day, or on the first day of the next open month if that month is closed.
 * @throws DomainError receivables.allocation_not_found, receivables.allocation_undone
 */
export async function undoAllocation(tx: Transaction, id: string, why: string): Promise<PaymentAllocation> {
  const { makerId, userId } = tx.scope;
  const found = await tx.manager.findOneBy(PaymentAllocation, { makerId, id });
  if (!found) throw new DomainError('receivables.allocation_not_found');
  // In the order in which allocations are made, so that both can't wait for each other.
  await lockPayments(tx, found.paymentId === null ? [] : [found.paymentId]);
  await lockItems(tx, [
    found.documentId,
    ...(found.creditDocumentId === null ? [] : [found.creditDocumentId]),
  ]);
  const allocation = await tx.manager.findOneByOrFail(PaymentAllocation, { makerId, id });
  if (allocation.undoneAt !== null) throw new DomainError('receivables.allocation_undone');
  await reverseEntry(tx, {
    source: { kind: 'allocation', id },
    reversal: 'allocation_reversal',
    postingDate: allocation.postingDate,
  });
  const undone = { undoneAt: tx.now, undoneBy: userId, undoneWhy: why };
  await tx.manager.update(PaymentAllocation, { makerId, id }, undone);
  if (allocation.paymentId !== null) await forgetCustomer(tx, allocation.paymentId, allocation.customerId);
  return { ...allocation, ...undone };
}

/** Removes what the last allocation of a payment to a customer had shown: whose money and whose account it is. */
async function forgetCustomer(tx: Transaction, paymentId: string, customerId: string): Promise<void> {
  const { makerId } = tx.scope;
  const [{ remaining } = { remaining: 0 }]: { remaining: number }[] = await tx.manager.query(
    `select count(*)::int as remaining from allocation
      where maker_id = $1 and payment_id = $2 and undone_at is null`,
    [makerId, paymentId],
  );
  if (remaining > 0) return;
  await tx.manager.update(Payment, { makerId, id: paymentId, isCustomerGiven: false }, { customerId: null });
  await tx.manager.query(
    `delete from learnt_payer l using payment p
      where p.maker_id = $1 and p.id = $2 and l.maker_id = p.maker_id and l.account = p.payer_account
        and l.customer_id = $3
        and not exists (
          select from allocation a join payment o on o.maker_id = a.maker_id and o.id = a.payment_id
           where a.maker_id = p.maker_id and a.customer_id = $3 and a.undone_at is null and a.origin = 'person'
             and o.payer_account = p.payer_account)`,
    [makerId, paymentId, customerId],
  );
}
