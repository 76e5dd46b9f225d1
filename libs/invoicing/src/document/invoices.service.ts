import { Injectable } from '@nestjs/common';
import { LegalEntity } from '#organization';
import { type Page, type Scope, UnitOfWork } from '#platform';
import { loadAccountingRate, previewPostingDay } from '../accounting/accounting.store.js';
import { type JournalView, loadJournal } from '../accounting/journal.queries.js';
import { dueDay } from '../domain/document/document-number.js';
import { Invoice } from '../entities/invoice.entity.js';
import { type DecisionView, loadDecisions } from './decisions.queries.js';
import {
  type InvoiceFacets,
  type InvoiceTotal,
  loadInvoiceFacets,
  loadInvoiceTotals,
} from './invoice-totals.queries.js';
import { type DocumentView, toDocument } from './documents.queries.js';
import {
  listInvoices,
  type InvoiceFilter,
  type InvoiceRow,
  type InvoiceSelection,
} from './invoice-list.queries.js';
import {
  getInvoice,
  findHeldLines,
  loadDraftTotals,
  type HeldLine,
  type DraftTotals,
} from './invoices.queries.js';
import { type Numbered, previewNumber } from './series.store.js';

/**
 * Number, dates and exchange rate that would be assigned if the invoice were issued now. Another document can take the
 * number first.
 */
export interface IssuePreview extends Numbered {
  readonly dueOn: string;
  readonly postingDate: string;
  readonly booksCurrency: string;
  readonly booksRate: string;
}

/** Provides invoices with their decisions and postings. Customers see only their own. */
@Injectable()
export class InvoicesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(scope: Scope, filter: InvoiceFilter): Promise<Page<InvoiceRow>> {
    return this.unitOfWork.run(scope, (tx) => listInvoices(tx, filter));
  }

  /** Returns the totals of all documents of a selection, and the values by which the list can be filtered. */
  summary(
    scope: Scope,
    selection: InvoiceSelection,
  ): Promise<{ readonly totals: InvoiceTotal[]; readonly facets: InvoiceFacets }> {
    return this.unitOfWork.run(scope, async (tx) => ({
      totals: await loadInvoiceTotals(tx, selection),
      facets: await loadInvoiceFacets(tx),
    }));
  }

  /** Returns an invoice with its complete content. @throws DomainError billing.invoice_not_found */
  get(scope: Scope, id: string): Promise<DocumentView> {
    return this.unitOfWork.run(scope, async (tx) => toDocument(tx, await getInvoice(tx, id)));
  }

  /** Lists the decisions about an invoice, newest first. @throws DomainError billing.invoice_not_found */
  decisions(scope: Scope, id: string): Promise<DecisionView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getInvoice(tx, id);
      return loadDecisions(tx, id);
    });
  }

  /** Returns an invoice's journal entry; null until it is issued. @throws DomainError billing.invoice_not_found */
  journal(scope: Scope, id: string): Promise<JournalView | null> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getInvoice(tx, id);
      return loadJournal(tx, id);
    });
  }

  /**
   * Previews the issue of an invoice.
   * @throws DomainError billing.invoice_not_found, and the errors of issuing about the day, the series and the rate
   */
  previewIssue(scope: Scope, id: string, issuedOn: string | null): Promise<IssuePreview> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId } = scope;
      const { documentType } = await getInvoice(tx, id);
      const invoice = await tx.manager.findOneByOrFail(Invoice, { makerId, id });
      const seller = await tx.manager.findOneByOrFail(LegalEntity, { makerId, id: invoice.legalEntityId });
      const numbered = await previewNumber(tx, seller, documentType, issuedOn);
      const { rate } = await loadAccountingRate(tx, invoice.currency, seller.currency, numbered.issuedOn);
      return {
        ...numbered,
        dueOn: dueDay(numbered.issuedOn, invoice.paymentDays),
        postingDate: await previewPostingDay(tx, seller.id, numbered.issuedOn),
        booksCurrency: seller.currency,
        booksRate: rate,
      };
    });
  }

  /** Lists usage that puts lines on hold, newest period first. */
  listHeldLines(scope: Scope, limit: number): Promise<HeldLine[]> {
    return this.unitOfWork.run(scope, (tx) => findHeldLines(tx, limit));
  }

  /** Returns the totals of drafts by currency. */
  sumDrafts(scope: Scope): Promise<DraftTotals[]> {
    return this.unitOfWork.run(scope, (tx) => loadDraftTotals(tx));
  }
}
