import { DomainError, type Transaction } from '#platform';
import { PaymentAllocation } from '../entities/allocation.entity.js';
import { lockItems, lockPayments } from './balances.queries.js';
import { forgetCustomer } from './forget-customer.store.js';
import { reverseEntry } from './reverse-entry.store.js';

/**
 * Undoes an allocation, which restores the open amount of the document and the unused amount of the payment or credit
 * note. Its journal entry is reversed on the same day, or on the first day of the next open month if that month is
 * closed.
 * @throws DomainError receivables.allocation_not_found, receivables.allocation_undone
 */
export async function undoAllocation(tx: Transaction, id: string, why: string): Promise<PaymentAllocation> {
  const { makerId, userId } = tx.scope;
  const found = await tx.manager.findOneBy(PaymentAllocation, { makerId, id });
  if (!found) throw new DomainError('receivables.allocation_not_found');
  // Locks in the same order as making an allocation, so that the two can't deadlock.
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
