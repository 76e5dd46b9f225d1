import { Logger } from '@nestjs/common';
import {
  type ClaimedDocumentMail,
  claimDocumentMail,
  type DocumentMailOutcome,
  recordInterruptedMails,
  recordMailOutcome,
} from '#invoicing';
import { loadBrand } from '#organization';
import {
  attemptDelivery,
  type Mail,
  DELIVERY_ATTEMPTS,
  type MailTransport,
  type Scope,
  sendInLanes,
  type SendingLimits,
  UnitOfWork,
} from '#platform';
import { loadLetterContent, stopSettledReminders } from '#receivables';
import { documentLanguage } from '../domain/invoice-document.js';
import { loadDocument } from '../invoice/invoice-document.queries.js';
import { fileNameOf } from '../invoice/invoice-documents.service.js';
import { renderInvoice } from '../invoice/render-invoice.js';
import { composeReminderMail } from '../reminder/compose-reminder-mail.js';
import { letterFileName } from '../reminder/reminder-documents.service.js';
import { renderReminderLetter } from '../reminder/render-reminder-letter.js';
import { composeDocumentMail } from './compose-document-mail.js';

/** Few emails are sent at the same time, because a PDF is rendered for each email. */
const LIMITS: SendingLimits = { lanes: 2, messages: 40 };

/** Pause after a failure to compose an email. */
const COMPOSE_PAUSE_MS = 60_000;

type ClaimedDocument = Extract<ClaimedDocumentMail, { readonly invoiceId: string }>;
type Outcome = Omit<DocumentMailOutcome, 'dueAt'> & { readonly pauseMs: number | null };

/**
 * Sends issued documents and letters with reminders by email. An email is claimed in a separate transaction before it is sent, so that it is never
 * sent twice. The app that sends email provides the transport.
 */
export class DocumentMails {
  private readonly logger = new Logger(DocumentMails.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly transport: MailTransport,
    /** The portal's base URL, without a slash at the end. */
    private readonly publicUrl: string,
  ) {}

  /** Sends the emails of a maker that are due. @returns the number of emails that were claimed */
  async step(scope: Scope): Promise<number> {
    await this.unitOfWork.run(scope, recordInterruptedMails);
    return sendInLanes(LIMITS, () => this.sendNext(scope));
  }

  /** Sends the next email. @returns false if none is due */
  private async sendNext(scope: Scope): Promise<boolean> {
    const claimed = await this.unitOfWork.run(scope, claimDocumentMail);
    if (!claimed) return false;
    const { pauseMs, ...outcome } = await this.send(scope, claimed);
    await this.unitOfWork.run(scope, (tx) =>
      recordMailOutcome(tx, claimed, {
        ...outcome,
        dueAt: pauseMs === null ? null : new Date(tx.now.getTime() + pauseMs),
      }),
    );
    return true;
  }

  private async send(scope: Scope, claimed: ClaimedDocumentMail): Promise<Outcome> {
    const { id, attempts } = claimed;
    let mail: Mail | null;
    try {
      mail = await (claimed.letterId === null
        ? this.compose(scope, claimed)
        : this.composeLetter(scope, claimed, claimed.letterId));
    } catch (error) {
      // Nothing has been handed over to the mail server yet, so another attempt is safe.
      this.logger.error({ err: error, mailId: id }, 'An email with a document could not be composed');
      return attempts >= DELIVERY_ATTEMPTS
        ? { state: 'failed', subject: null, error: 'not_composed', pauseMs: null }
        : { state: 'waiting', subject: null, error: 'not_composed', pauseMs: COMPOSE_PAUSE_MS };
    }
    if (mail === null) return { state: 'canceled', subject: null, error: null, pauseMs: null };
    const attempt = await attemptDelivery(this.transport, mail, attempts);
    const { state, error, pauseMs } = attempt;
    if (attempt.state !== 'sent')
      this.logger.warn({ err: attempt.cause, mailId: id, state }, 'A document was not sent by email');
    return { state, subject: mail.subject, error, pauseMs };
  }

  private async compose(scope: Scope, claimed: ClaimedDocument): Promise<Mail> {
    const { id, invoiceId, contactId, recipient, recipientName, language: wanted } = claimed;
    const document = await this.unitOfWork.run(scope, (tx) => loadDocument(tx, invoiceId));
    const language = documentLanguage(wanted);
    const content = await renderInvoice(document, language, this.publicUrl);
    return composeDocumentMail(
      {
        id,
        invoiceId,
        to: recipient,
        name: contactId === null ? null : recipientName,
        language,
        document,
        pdf: { filename: fileNameOf(document), content, contentType: 'application/pdf' },
      },
      this.publicUrl,
    );
  }

  /** @returns null if all reminders of the letter are stopped */
  private async composeLetter(
    scope: Scope,
    { id, recipient, language: wanted }: ClaimedDocumentMail,
    letterId: string,
  ): Promise<Mail | null> {
    const { letter, look } = await this.unitOfWork.run(scope, async (tx) => {
      await stopSettledReminders(tx, letterId);
      const content = await loadLetterContent(tx, letterId);
      return { letter: content, look: await loadBrand(tx, content.brandId) };
    });
    if (letter.reminders.length === 0) return null;
    const language = documentLanguage(wanted);
    const content = await renderReminderLetter(letter, look, language);
    const filename = letterFileName(letter.writtenOn);
    return composeReminderMail(
      { id, to: recipient, language, letter, pdf: { filename, content, contentType: 'application/pdf' } },
      this.publicUrl,
    );
  }
}
