import type { Transaction } from '#platform';

/** The collection that an issued document announces. */
export interface AnnouncedDebit {
  readonly mandateReference: string;
  /** SEPA creditor identifier in the mandate. */
  readonly creditorId: string;
  /** The last four characters of the payer's IBAN. */
  readonly accountEnding: string;
}

/**
 * Returns the collection that a document announces, with the mandate that was active when the document was issued. Null
 * if the document announces no collection. The result never changes, so that the printed document stays the same.
 */
export async function findAnnouncedDebit(
  tx: Transaction,
  documentId: string,
): Promise<AnnouncedDebit | null> {
  const [found]: AnnouncedDebit[] = await tx.manager.query(
    `select m.reference as "mandateReference", m.creditor_id as "creditorId",
            right(m.account, 4) as "accountEnding"
       from invoice i
       join mandate m on m.maker_id = i.maker_id and m.legal_entity_id = i.legal_entity_id
                     and m.customer_id = i.customer_id and m.registered_at < i.issued_at
                     and (m.ended_at is null or m.ended_at > i.issued_at)
      where i.maker_id = $1 and i.id = $2 and i.currency = 'EUR' and i.document_type <> 'credit_note'`,
    [tx.scope.makerId, documentId],
  );
  return found ?? null;
}
