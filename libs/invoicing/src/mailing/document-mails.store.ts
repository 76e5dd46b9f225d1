import { newId, type Transaction } from '#platform';
import type { OpenedVia } from '../domain/mailing/document-mail-state.js';
import type { MailRecipient } from '../domain/mailing/recipients.js';

/**
 * Queues emails with documents, one per recipient. Skips recipients for whom such an email is already waiting or being
 * sent.
 * @param recipientsOf recipients by invoice; for a billing group's document, by the first invoice on it
 */
export async function queueDocumentMails(
  tx: Transaction,
  recipientsOf: ReadonlyMap<string, readonly MailRecipient[]>,
  isAutomatic: boolean,
): Promise<void> {
  const mails = [...recipientsOf].flatMap(([invoiceId, recipients]) =>
    recipients.map((recipient) => ({ ...recipient, invoiceId, id: newId() })),
  );
  if (mails.length === 0) return;
  await tx.manager.query(
    `insert into document_mail (maker_id, id, invoice_id, contact_id, recipient, recipient_name, language, state, due_at,
            is_automatic, requested_by, created_at)
     select $1, r.id, r."invoiceId", r."contactId", r.email, r.name, r.language, 'waiting', $3, $4, $5, $3
       from jsonb_to_recordset($2::jsonb)
         as r (id uuid, "invoiceId" uuid, "contactId" uuid, email text, name text, language text)
     on conflict (maker_id, invoice_id, recipient) where state in ('waiting', 'sending') do nothing`,
    [tx.scope.makerId, JSON.stringify(mails), tx.now, isAutomatic, tx.scope.userId],
  );
}

/** An email with a letter to a buyer. */
export interface LetterMail {
  readonly letterId: string;
  /** At least one address. */
  readonly addresses: readonly string[];
  readonly recipientName: string;
  /** BCP 47 tag. */
  readonly language: string;
}

/** Queues emails with letters, one per letter. */
export async function queueLetterMails(tx: Transaction, mails: readonly LetterMail[]): Promise<void> {
  if (mails.length === 0) return;
  const rows = mails.map(({ addresses, ...mail }) => ({
    ...mail,
    id: newId(),
    recipient: addresses.join(', '),
  }));
  await tx.manager.query(
    `insert into document_mail (maker_id, id, letter_id, recipient, recipient_name, language, state, due_at, is_automatic,
            requested_by, created_at)
     select $1, r.id, r."letterId", r.recipient, r."recipientName", r.language, 'waiting', $3, false, $4, $3
       from jsonb_to_recordset($2::jsonb)
         as r (id uuid, "letterId" uuid, recipient text, "recipientName" text, language text)`,
    [tx.scope.makerId, JSON.stringify(rows), tx.now, tx.scope.userId],
  );
}

/**
 * Records the opening of an issued document, unless an earlier one is recorded. Run it in the customer's scope, so that
 * row-level security limits the documents to the customer's own.
 */
export async function recordFirstOpening(tx: Transaction, invoiceId: string, via: OpenedVia): Promise<void> {
  await tx.manager.query(
    `insert into document_opening (maker_id, invoice_id, customer_id, opened_at, opened_by, via)
     select i.maker_id, coalesce(i.lead_id, i.id), i.customer_id, $3, $4, $5
       from invoice i where i.maker_id = $1 and i.id = $2 and i.number is not null
     on conflict do nothing`,
    [tx.scope.makerId, invoiceId, tx.now, tx.scope.userId, via],
  );
}
