import { Injectable } from '@nestjs/common';
import { type Scope, UnitOfWork } from '#platform';
import { type DocumentLanguage, documentLanguage, type InvoiceDocument } from '../domain/invoice-document.js';
import { loadDocument } from './invoice-document.queries.js';
import { renderInvoice } from './render-invoice.js';

/** An invoice as a file. */
export interface DocumentFile {
  readonly name: string;
  readonly language: DocumentLanguage;
  readonly bytes: Buffer;
}

/** Provides invoices as PDFs. */
@Injectable()
export class InvoiceDocuments {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Renders an invoice as a PDF, marked as a draft until it is issued. The same invoice gives the same bytes. For an
   * invoice of a billing group, renders the group's document.
   * @param portalUrl address of the portal, without a trailing slash, where the buyer can verify the document
   * @param language BCP 47; the customer's by default
   * @throws DomainError billing.invoice_not_found
   */
  async render(scope: Scope, invoiceId: string, portalUrl: string, language?: string): Promise<DocumentFile> {
    const document = await this.unitOfWork.run(scope, (tx) => loadDocument(tx, invoiceId));
    const resolvedLanguage = documentLanguage(language ?? document.buyer.language);
    return {
      name: fileNameOf(document),
      language: resolvedLanguage,
      bytes: await renderInvoice(document, resolvedLanguage, portalUrl),
    };
  }
}

/** Returns the name of a document's file: its number or, for a draft, its contracts and month. */
export function fileNameOf({ number, contracts, serviceFrom }: InvoiceDocument): string {
  const draft = `${contracts.map((contract) => contract.number).join('-')}-${serviceFrom.slice(0, 7)}-draft`;
  return `${(number ?? draft).replaceAll('/', '-')}.pdf`;
}
