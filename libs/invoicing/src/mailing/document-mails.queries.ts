import type { Transaction } from '#platform';
import type { DocumentMailState, OpenedVia } from '../domain/mailing/document-mail-state.js';

/** An email with a document, as its page shows it. */
export interface DocumentMailView {
  readonly id: string;
  readonly recipient: string;
  readonly recipientName: string;
  readonly language: string;
  readonly subject: string | null;
  readonly state: DocumentMailState;
  readonly attempts: number;
  readonly error: string | null;
  readonly isAutomatic: boolean;
  /** Name of the person who requested the email; null if no person did. */
  readonly requestedBy: string | null;
  readonly createdAt: Date;
  /** Time of the next attempt; null if there is none. */
  readonly dueAt: Date | null;
  readonly finishedAt: Date | null;
}

/** The first opening of a document by the customer. */
export interface OpeningView {
  readonly openedAt: Date;
  readonly openedBy: string | null;
  readonly via: OpenedVia;
}

/** Lists the emails with a document, newest first. */
export function listDocumentMails(tx: Transaction, invoiceId: string): Promise<DocumentMailView[]> {
  return tx.manager.query(
    `select id, recipient, recipient_name as "recipientName", language, subject, state, attempts, error,
            is_automatic as "isAutomatic", requested_by_name as "requestedBy", created_at as "createdAt",
            case when state = 'waiting' then due_at end as "dueAt", finished_at as "finishedAt"
       from document_mail where maker_id = $1 and invoice_id = $2
      order by created_at desc, recipient, id`,
    [tx.scope.makerId, invoiceId],
  );
}

/** Returns the first opening of a document; null if the customer has not opened it. */
export async function findOpening(tx: Transaction, invoiceId: string): Promise<OpeningView | null> {
  const [opening]: OpeningView[] = await tx.manager.query(
    `select opened_at as "openedAt", opened_by_name as "openedBy", via
       from document_opening where maker_id = $1 and invoice_id = $2`,
    [tx.scope.makerId, invoiceId],
  );
  return opening ?? null;
}
