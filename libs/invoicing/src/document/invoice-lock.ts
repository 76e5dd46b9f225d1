import { In } from 'typeorm';
import { DomainError, type Transaction } from '#platform';
import { BillGroup } from '../entities/bill-group.entity.js';
import { Invoice } from '../entities/invoice.entity.js';

/** Locks an invoice, so that other decisions about it have to wait. @throws DomainError billing.invoice_not_found */
export async function lockInvoice(tx: Transaction, id: string): Promise<Invoice> {
  const invoice = (await lockInvoices(tx, [id])).get(id);
  if (!invoice) throw new DomainError('billing.invoice_not_found');
  return invoice;
}

/** Locks invoices in the order of `lockDocuments`, and returns those that exist by id. */
async function lockInvoices(tx: Transaction, ids: readonly string[]): Promise<Map<string, Invoice>> {
  const invoices = await tx.manager.find(Invoice, {
    where: { makerId: tx.scope.makerId, id: In([...ids]) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  return new Map(invoices.map((invoice) => [invoice.id, invoice]));
}

/**
 * Locks invoices that are billed separately. Decisions about an invoice on a billing group's document are made for the
 * whole document.
 * @returns the invoice of each id, or the reason why no decision about it is possible: billing.invoice_not_found or
 *   billing.invoice_in_group
 */
export async function lockSeparateInvoices(
  tx: Transaction,
  ids: readonly string[],
): Promise<(Invoice | DomainError)[]> {
  const found = await lockInvoices(tx, ids);
  const groupIds = [...found.values()].flatMap(({ billGroupId }) => billGroupId ?? []);
  const groups =
    groupIds.length === 0
      ? []
      : await tx.manager.findBy(BillGroup, { makerId: tx.scope.makerId, id: In(groupIds) });
  return ids.map((id) => {
    const invoice = found.get(id);
    if (!invoice) return new DomainError('billing.invoice_not_found');
    if (invoice.billGroupId === null) return invoice;
    return new DomainError('billing.invoice_in_group', {
      group: groups.find((group) => group.id === invoice.billGroupId)?.name ?? null,
      month: invoice.periodFrom.slice(0, 7),
    });
  });
}

/** Returns the primary key of a row that belongs to the maker. */
export const rowOfMaker = (tx: Transaction, id: string) => ({ makerId: tx.scope.makerId, id });
