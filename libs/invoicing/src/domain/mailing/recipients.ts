import { DomainError } from '#platform/domain';
import type { HoldReason } from '../document/invoice-state.js';

/** A contact that receives invoices. */
export interface InvoiceContact {
  readonly contactId: string;
  readonly name: string;
  /** Empty if unknown. */
  readonly email: string;
  /** BCP 47 tag; empty for the customer's language. */
  readonly language: string;
}

/** The facts that determine the recipients of a document. */
export interface RecipientFacts {
  readonly buyerName: string;
  /** Address of the buyer for invoices; empty if there is none. */
  readonly buyerEmail: string;
  readonly customerLanguage: string;
  readonly contacts: readonly InvoiceContact[];
}

/** A recipient of a document. */
export interface MailRecipient {
  /** Null for the address of the buyer. */
  readonly contactId: string | null;
  readonly name: string;
  readonly email: string;
  readonly language: string;
}

/**
 * Returns the recipients of a document: the buyer's address for invoices, and the contacts that receive invoices. Each
 * address receives the document once; a contact with the buyer's address replaces that address, because the contact has
 * a name and a language.
 */
export function recipientsOf({
  buyerName,
  buyerEmail,
  customerLanguage,
  contacts,
}: RecipientFacts): MailRecipient[] {
  const byAddress = new Map<string, MailRecipient>();
  const add = (recipient: MailRecipient): void => {
    const address = recipient.email.trim().toLowerCase();
    if (address !== '' && !byAddress.has(address)) byAddress.set(address, recipient);
  };
  for (const { contactId, name, email, language } of contacts)
    add({ contactId, name, email: email.trim(), language: language === '' ? customerLanguage : language });
  add({ contactId: null, name: buyerName, email: buyerEmail.trim(), language: customerLanguage });
  return [...byAddress.values()];
}

/**
 * Limits recipients to requested addresses.
 * @param emails null for all
 * @throws DomainError billing.recipient_unknown
 */
export function chooseRecipients(
  recipients: readonly MailRecipient[],
  emails: readonly string[] | null,
): readonly MailRecipient[] {
  if (emails === null) return recipients;
  const chosen = new Set(emails.map((email) => email.trim().toLowerCase()));
  const known = recipients.filter(({ email }) => chosen.delete(email.toLowerCase()));
  const [unknown] = chosen;
  if (unknown !== undefined) throw new DomainError('billing.recipient_unknown', { email: unknown });
  return known;
}

/** The facts that determine whether a document can be sent. */
export interface SendFacts {
  readonly isIssued: boolean;
  /** Number of recipients. */
  readonly recipients: number;
  /** True if an email with the document is queued, is being sent, or may have been sent. */
  readonly isSent: boolean;
}

/**
 * Returns the reason why a document can't be sent; null if it can.
 * @param allowsAgain true if a document that was sent may be sent again
 */
export function findSendRefusal(
  { isIssued, recipients, isSent }: SendFacts,
  allowsAgain: boolean,
): HoldReason | null {
  if (!isIssued) return { code: 'billing.document_not_issued', params: {} };
  if (recipients === 0) return { code: 'billing.no_recipient', params: {} };
  return isSent && !allowsAgain ? { code: 'billing.document_already_sent', params: {} } : null;
}
