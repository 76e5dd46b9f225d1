import { isCreditedMonth } from '#invoicing';
import { fillPlaceholders, type Mail, type MailAttachment, wrapMail } from '#platform';
import type { DocumentLanguage, InvoiceDocument } from '../domain/invoice-document.js';
import { textsOf, titleOf } from '../invoice/texts/texts.js';
import { Formatter } from '../sheet/formatter.js';
import { DOCUMENT_MAIL_TEXTS } from './document-mail-texts.js';

/** An email with a document to one recipient. */
export interface DocumentMailParts {
  /** Id of the email in the log. */
  readonly id: string;
  readonly invoiceId: string;
  readonly to: string;
  /** Null for a shared mailbox. */
  readonly name: string | null;
  readonly language: DocumentLanguage;
  readonly document: InvoiceDocument;
  readonly pdf: MailAttachment;
}

/**
 * Composes an email with an issued document. The link leads to the document in the customer portal, which requires
 * signing in. The email contains no tracking of whether it was read.
 * @param publicUrl URL of the portal, without a trailing slash
 */
export function composeDocumentMail(
  { id, invoiceId, to, name, language, document, pdf }: DocumentMailParts,
  publicUrl: string,
): Mail {
  const texts = DOCUMENT_MAIL_TEXTS[language];
  const documentTexts = textsOf(language);
  const formatter = new Formatter(documentTexts);
  const { seller, payable, currency, contracts } = document;
  const isCredit = document.kind === 'credit_note' || isCreditedMonth(document);
  const dueOn = isCredit ? null : document.dueOn;
  const words: Readonly<Record<string, string>> = {
    title: titleOf(document.documentType, documentTexts),
    number: document.number ?? '',
    seller: seller.name,
    name: name ?? '',
    issued: document.issuedOn === null ? '' : formatter.date(document.issuedOn),
    period: formatter.days(document.serviceFrom, document.serviceTo),
    contracts: contracts.map(({ number }) => number).join(', '),
    amount: formatter.money(isCredit ? payable.replace('-', '') : payable, currency),
    due: dueOn === null ? '' : formatter.date(dueOn),
    email: seller.email,
  };
  const fill = (text: string): string => fillPlaceholders(text, words);
  const amount = fill(dueOn === null ? texts.credited : texts.toPay);
  const isVerifiable = contracts.some(({ root }) => root !== null);
  const body = [
    fill(name === null ? texts.greetingWithoutName : texts.greeting),
    `${fill(texts.attached)}\n${amount}`,
    `${texts.open}\n${publicUrl}/plant/costs/invoices/${invoiceId}?via=mail`,
    ...(isVerifiable ? [`${texts.verify}\n${publicUrl}/verify`] : []),
    seller.email === '' ? seller.name : fill(texts.questions),
  ];
  return {
    to,
    subject: fill(dueOn === null ? texts.subjectWithoutDue : texts.subject),
    text: `${wrapMail(body.join('\n\n'))}\n`,
    attachments: [pdf],
    headers: {
      // The same for all attempts, so that mail programs and administrators recognize duplicates.
      'Message-ID': `<${id}@${new URL(publicUrl).hostname}>`,
      ...(seller.email !== '' && { 'Reply-To': seller.email }),
      // Suppresses automatic replies, such as out-of-office messages, which would only fill the seller's mailbox.
      'Auto-Submitted': 'auto-generated',
    },
  };
}
