import { DomainError, type Transaction } from '#platform';
import { Invoice } from '../entities/invoice.entity.js';

/** Locks an invoice, so that other decisions about it have to wait. @throws DomainError billing.invoice_not_found */
export async function lockInvoice(tx: Transaction, id: string): Promise<Invoice> {
  const invoice = await tx.manager.findOne(Invoice, {
    where: { makerId: tx.scope.makerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!invoice) throw new DomainError('billing.invoice_not_found');
  return invoice;
}

/** Returns the primary key of a row that belongs to the maker. */
export const rowOfMaker = (tx: Transaction, id: string) => ({ makerId: tx.scope.makerId, id });
