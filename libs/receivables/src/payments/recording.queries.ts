import type { Transaction } from '#platform';

/** Facts against which a new payment is validated. */
export interface RecordingFacts {
  /** Local day of the seller, `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether the given customer exists; true without a customer. */
  readonly isCustomer: boolean;
}

/** Returns the facts for a payment to a legal entity; null if the legal entity does not exist. */
export async function findRecordingFacts(
  tx: Transaction,
  legalEntityId: string,
  customerId: string | null,
): Promise<RecordingFacts | null> {
  const [found]: RecordingFacts[] = await tx.manager.query(
    `select ($3::timestamptz at time zone e.zone)::date::text as today,
            ($4::uuid is null or exists (select from customer c where c.maker_id = e.maker_id and c.id = $4)) as "isCustomer"
       from legal_entity e where e.maker_id = $1 and e.id = $2`,
    [tx.scope.makerId, legalEntityId, tx.now, customerId],
  );
  return found ?? null;
}

/** Returns the document that bills an invoice; for a billing group, its first invoice. */
export async function findDocumentOf(tx: Transaction, invoiceId: string): Promise<string> {
  const [found]: { documentId: string }[] = await tx.manager.query(
    `select coalesce(lead_id, id) as "documentId" from invoice where maker_id = $1 and id = $2`,
    [tx.scope.makerId, invoiceId],
  );
  return found!.documentId;
}

/** Returns the current local day of a seller that exists, `YYYY-MM-DD`. */
export async function loadSellerDay(tx: Transaction, legalEntityId: string): Promise<string> {
  const [found]: { today: string }[] = await tx.manager.query(
    `select ($3::timestamptz at time zone zone)::date::text as today
       from legal_entity where maker_id = $1 and id = $2`,
    [tx.scope.makerId, legalEntityId, tx.now],
  );
  return found!.today;
}
