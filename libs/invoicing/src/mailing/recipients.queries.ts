import type { Transaction } from '#platform';
import { type MailRecipient, type RecipientFacts, recipientsOf } from '../domain/mailing/recipients.js';

interface FactsRow extends RecipientFacts {
  readonly invoiceId: string;
}

/** Loads the recipients that documents would have now, by invoice. */
export async function loadRecipients(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly MailRecipient[]>> {
  const rows: FactsRow[] = await tx.manager.query(
    `select i.id as "invoiceId", b.name as "buyerName", b.invoice_email as "buyerEmail", cu.language as "customerLanguage",
            coalesce((select jsonb_agg(jsonb_build_object('contactId', c.id, 'name', c.name, 'email', c.email, 'language', c.language)
                                       order by c.name, c.id)
                        from contact c
                       where c.maker_id = i.maker_id and c.customer_id = i.customer_id and c.receives_invoices
                         and c.archived_at is null), '[]') as contacts
       from invoice i
       join customer_entity b on b.maker_id = i.maker_id and b.id = i.buyer_id
       join customer cu on cu.maker_id = i.maker_id and cu.id = i.customer_id
      where i.maker_id = $1 and i.id = any($2)`,
    [tx.scope.makerId, invoiceIds],
  );
  return new Map(rows.map(({ invoiceId, ...facts }) => [invoiceId, recipientsOf(facts)]));
}

/** Returns the ids of the documents with an email that is queued, is being sent, or may have been sent. */
export async function findSentDocuments(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows: { id: string }[] = await tx.manager.query(
    `select distinct invoice_id as id from document_mail
      where maker_id = $1 and invoice_id = any($2) and state in ('waiting', 'sending', 'sent', 'outcome_unknown')`,
    [tx.scope.makerId, invoiceIds],
  );
  return new Set(rows.map(({ id }) => id));
}
