import { newId, type Transaction } from '#platform';
import type { DocumentMailState } from '../domain/mailing/document-mail-state.js';

/** Time after which an email that is still being sent counts as interrupted. Rendering and sending take seconds. */
const CLAIM = '120 seconds';

/**
 * Maximum time that an email waits for the proof packs of its document. The document contains their root hashes, so a
 * document that is sent earlier would differ from the one in the portal.
 */
const PACK_TIME = '10 minutes';

/** An email that only this worker may send, with a document or a letter. */
export type ClaimedDocumentMail = {
  readonly id: string;
  readonly claimId: string;
  /** Null for the address of the buyer, and for a letter. */
  readonly contactId: string | null;
  readonly recipient: string;
  readonly recipientName: string;
  readonly language: string;
  readonly attempts: number;
} & (
  | { readonly invoiceId: string; readonly letterId: null }
  | { readonly invoiceId: null; readonly letterId: string }
);

/**
 * Claims the email that has been due for the longest time; undefined if none is due. The transaction must commit before
 * the email is sent.
 */
export async function claimDocumentMail(tx: Transaction): Promise<ClaimedDocumentMail | undefined> {
  const [claimed]: ClaimedDocumentMail[] = await tx.manager.query(
    `with claimed as (
       update document_mail set state = 'sending', attempts = attempts + 1, claim_id = $3,
              claimed_until = $2::timestamptz + $4::interval
        where maker_id = $1 and id = (
                select m.id from document_mail m
                 where m.maker_id = $1 and m.state = 'waiting' and m.due_at <= $2
                   and (m.created_at <= $2::timestamptz - $5::interval
                        or not exists (select from invoice i
                                        where i.maker_id = m.maker_id and (i.id = m.invoice_id or i.lead_id = m.invoice_id)
                                          and i.kind <> 'credit_note' and i.proof_root is null))
                 order by m.due_at, m.id limit 1 for update skip locked)
       returning id, claim_id, invoice_id, letter_id, contact_id, recipient, recipient_name, language, attempts)
     select id, claim_id as "claimId", invoice_id as "invoiceId", letter_id as "letterId",
            contact_id as "contactId", recipient, recipient_name as "recipientName", language, attempts
       from claimed`,
    [tx.scope.makerId, tx.now, newId(), CLAIM, PACK_TIME],
  );
  return claimed;
}

/** The outcome of an attempt. */
export interface DocumentMailOutcome {
  readonly state: DocumentMailState;
  /** Null if the email could not be composed. */
  readonly subject: string | null;
  readonly error: string | null;
  /** Time of the next attempt; null if there is none. */
  readonly dueAt: Date | null;
}

/**
 * Records the outcome of an attempt. It also replaces an unknown outcome, if the attempt was slower than its claim, but
 * never the outcome of another attempt.
 */
export async function recordMailOutcome(
  tx: Transaction,
  { id, claimId }: Pick<ClaimedDocumentMail, 'id' | 'claimId'>,
  { state, subject, error, dueAt }: DocumentMailOutcome,
): Promise<void> {
  await tx.manager.query(
    `update document_mail set state = $4, subject = coalesce($5, subject), error = $6, due_at = coalesce($7, due_at),
            claimed_until = null, finished_at = case when $4 = 'waiting' then null else $8::timestamptz end
      where maker_id = $1 and id = $2 and claim_id = $3
        and (state = 'sending' or (state = 'outcome_unknown' and $4 <> 'waiting'))`,
    [tx.scope.makerId, id, claimId, state, subject, error, dueAt, tx.now],
  );
}

/**
 * Records an unknown outcome for emails that are still marked as being sent after their claim has ended, because their
 * worker has died.
 */
export async function recordInterruptedMails(tx: Transaction): Promise<void> {
  await tx.manager.query(
    `update document_mail set state = 'outcome_unknown', error = 'interrupted', finished_at = $2
      where maker_id = $1 and state = 'sending' and claimed_until <= $2`,
    [tx.scope.makerId, tx.now],
  );
}
