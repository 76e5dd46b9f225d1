import { Injectable } from '@nestjs/common';
import { type Page, type Scope, UnitOfWork } from '#platform';
import {
  getInvoice,
  heldLines,
  listInvoices,
  moneyInDrafts,
  type HeldLine,
  type InvoiceFilter,
  type InvoiceSummary,
  type InvoiceView,
  type MoneyInDrafts,
} from './billing.queries.js';

/** Drafts as people read them; a customer sees their own. */
@Injectable()
export class InvoicesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(scope: Scope, filter: InvoiceFilter): Promise<Page<InvoiceSummary>> {
    return this.unitOfWork.run(scope, (tx) => listInvoices(tx, filter));
  }

  /** @throws DomainError billing.invoice_not_found */
  get(scope: Scope, id: string): Promise<InvoiceView> {
    return this.unitOfWork.run(scope, (tx) => getInvoice(tx, id));
  }

  /** Usage lines that wait for data or a decision, the newest period first. */
  listHeldLines(scope: Scope, limit: number): Promise<HeldLine[]> {
    return this.unitOfWork.run(scope, (tx) => heldLines(tx, limit));
  }

  /** What lies in drafts, by currency. */
  sumDrafts(scope: Scope): Promise<MoneyInDrafts[]> {
    return this.unitOfWork.run(scope, (tx) => moneyInDrafts(tx));
  }
}
