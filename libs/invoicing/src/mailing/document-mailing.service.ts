import { Injectable } from '@nestjs/common';
import { AuditTrail, LegalEntity } from '#organization';
import { DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import { sideOf } from '../disputes/disputes.store.js';
import type { HoldReason } from '../domain/document/invoice-state.js';
import { isIssued } from '../domain/document/invoice-state.js';
import type { OpenedVia } from '../domain/mailing/document-mail-state.js';
import { chooseRecipients, findSendRefusal, type MailRecipient } from '../domain/mailing/recipients.js';
import { Invoice } from '../entities/invoice.entity.js';
import {
  type DocumentMailView,
  findOpening,
  listDocumentMails,
  type OpeningView,
} from './document-mails.queries.js';
import { queueDocumentMails, recordFirstOpening } from './document-mails.store.js';
import { findSentDocuments, loadRecipients } from './recipients.queries.js';

/** Recipients of a document, its emails, and the first time that the customer opened it. */
export interface DocumentMailingView {
  /** Current recipients of the document. */
  readonly recipients: readonly MailRecipient[];
  /** Reason that prevents sending; null if the document can be sent. */
  readonly refusal: HoldReason | null;
  /** True if an email with the document is queued, is being sent, or may have been sent. */
  readonly isSent: boolean;
  /** True if the seller's documents are sent when they are issued. */
  readonly isAutomatic: boolean;
  /** Newest first. */
  readonly mails: readonly DocumentMailView[];
  readonly opening: OpeningView | null;
}

export interface SendRequest {
  /** Addresses of some recipients; null for all. */
  readonly emails: readonly string[] | null;
  /** False to refuse a document that was already sent. */
  readonly allowsAgain: boolean;
}

/** Queues emails with issued documents, and records when customers open them. The worker sends the emails. */
@Injectable()
export class DocumentMailing {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns the recipients of a document, its emails, and its first opening.
   * @throws DomainError billing.invoice_not_found
   */
  get(scope: Scope, invoiceId: string): Promise<DocumentMailingView> {
    return this.unitOfWork.run(scope, async (tx) => loadView(tx, await findInvoice(tx, invoiceId)));
  }

  /**
   * Queues emails with a document.
   * @throws DomainError billing.invoice_not_found, billing.document_not_issued, billing.no_recipient,
   *   billing.document_already_sent, billing.recipient_unknown
   */
  send(scope: Scope, invoiceId: string, request: SendRequest): Promise<DocumentMailingView> {
    return this.unitOfWork.run(scope, async (tx) => {
      await this.sendWithin(tx, invoiceId, request);
      return loadView(tx, await findInvoice(tx, invoiceId));
    });
  }

  /** Like `send`, within a transaction and without loading the result. */
  async sendWithin(tx: Transaction, invoiceId: string, { emails, allowsAgain }: SendRequest): Promise<void> {
    const invoice = await findInvoice(tx, invoiceId);
    const { recipients, isSent } = await loadState(tx, invoice);
    const chosen = chooseRecipients(recipients, emails);
    const facts = { isIssued: isIssued(invoice.state), recipients: chosen.length, isSent };
    const refusal = findSendRefusal(facts, allowsAgain);
    if (refusal !== null) throw new DomainError(refusal.code, refusal.params);
    const id = leadOf(invoice);
    await queueDocumentMails(tx, new Map([[id, chosen]]), false);
    // The audit trail can't be erased, so it contains no names or addresses.
    await AuditTrail.write(tx, {
      action: 'billing.document_sent',
      entity: 'invoice',
      entityId: id,
      after: { recipients: chosen.length, again: isSent },
    });
  }

  /**
   * Records that a user of the customer opened a document. Only the first opening is kept. The maker's users and API
   * keys don't count.
   * @throws DomainError billing.invoice_not_found
   */
  async recordOpening(scope: Scope, invoiceId: string, via: OpenedVia): Promise<void> {
    await this.unitOfWork.run(scope, async (tx) => {
      await findInvoice(tx, invoiceId);
      if (sideOf(tx) === 'customer' && scope.actor === 'user') await recordFirstOpening(tx, invoiceId, via);
    });
  }
}

/** Returns the invoice that represents a document. For a billing group's document, this is the first invoice on it. */
function leadOf({ id, leadId }: Invoice): string {
  return leadId ?? id;
}

async function findInvoice(tx: Transaction, id: string): Promise<Invoice> {
  const invoice = await tx.manager.findOneBy(Invoice, { makerId: tx.scope.makerId, id });
  if (!invoice) throw new DomainError('billing.invoice_not_found', { id });
  return invoice;
}

async function loadState(tx: Transaction, invoice: Invoice) {
  const id = leadOf(invoice);
  const recipients = (await loadRecipients(tx, [id])).get(id) ?? [];
  return { recipients, isSent: (await findSentDocuments(tx, [id])).has(id) };
}

async function loadView(tx: Transaction, invoice: Invoice): Promise<DocumentMailingView> {
  const { makerId } = tx.scope;
  const { recipients, isSent } = await loadState(tx, invoice);
  const seller = await tx.manager.findOneByOrFail(LegalEntity, { makerId, id: invoice.legalEntityId });
  const id = leadOf(invoice);
  return {
    recipients,
    refusal: findSendRefusal(
      { isIssued: isIssued(invoice.state), recipients: recipients.length, isSent },
      true,
    ),
    isSent,
    isAutomatic: seller.mailsDocuments,
    mails: await listDocumentMails(tx, id),
    opening: await findOpening(tx, id),
  };
}
