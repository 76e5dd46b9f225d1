import type { Transaction } from '#platform';
import { isPosted } from '../approvals/approval.sql.js';
import type { PaidAndRefunded } from '../domain/ledger/refund.js';
import { COUNTED_REFUND } from './refund.sql.js';
import type { RefundSourceId } from './refunds.queries.js';

/** A customer's documents of one seller in one currency. */
export interface CustomerAccount {
  readonly customerId: string;
  readonly legalEntityId: string;
  readonly currency: string;
}

interface StoredSums {
  readonly paidMinor: string;
  readonly refundedMinor: string;
}

/** Sums the money that was used for a customer's documents, and the refunds of their credits except one. */
export async function loadPaidOfAccount(
  tx: Transaction,
  { customerId, legalEntityId, currency }: CustomerAccount,
  exceptRefundId: string | null,
): Promise<PaidAndRefunded> {
  const [found]: StoredSums[] = await tx.manager.query(
    `select (select coalesce(sum(a.amount_minor), 0)::text
               from open_item o
               join allocation a on a.maker_id = o.maker_id and a.document_id = o.document_id
              where o.maker_id = $1 and o.customer_id = $2 and o.legal_entity_id = $3 and o.currency = $4
                and a.payment_id is not null and a.undone_at is null) as "paidMinor",
            (select coalesce(sum(r.amount_minor), 0)::text
               from refund r
              where r.maker_id = $1 and r.customer_id = $2 and r.legal_entity_id = $3 and r.currency = $4
                and r.document_id is not null and ${COUNTED_REFUND} and r.id is distinct from $5) as "refundedMinor"`,
    [tx.scope.makerId, customerId, legalEntityId, currency, exceptRefundId],
  );
  return toSums(found!);
}

/** Sums the money that was used for a document, and the refunds of its credit notes except one. */
export async function loadPaidOfDocument(
  tx: Transaction,
  documentId: string,
  { customerId }: Pick<CustomerAccount, 'customerId'>,
  exceptRefundId: string | null,
): Promise<PaidAndRefunded> {
  const [found]: StoredSums[] = await tx.manager.query(
    `select (select coalesce(sum(a.amount_minor), 0)::text
               from allocation a
              where a.maker_id = $1 and a.document_id = $2 and a.payment_id is not null
                and a.undone_at is null) as "paidMinor",
            (select coalesce(sum(r.amount_minor), 0)::text
               from refund r
               join invoice n on n.maker_id = r.maker_id and n.id = r.document_id
               join invoice i on i.maker_id = n.maker_id and i.id = n.original_id
              where r.maker_id = $1 and r.customer_id = $3 and coalesce(i.lead_id, i.id) = $2
                and ${COUNTED_REFUND} and r.id is distinct from $4) as "refundedMinor"`,
    [tx.scope.makerId, documentId, customerId, exceptRefundId],
  );
  return toSums(found!);
}

function toSums({ paidMinor, refundedMinor }: StoredSums): PaidAndRefunded {
  return { paidMinor: BigInt(paidMinor), refundedMinor: BigInt(refundedMinor) };
}

/** Returns the document that a credit note credits; null if it credits none. */
export async function findCreditedDocument(
  tx: Transaction,
  creditDocumentId: string,
): Promise<string | null> {
  const [found]: { documentId: string }[] = await tx.manager.query(
    `select coalesce(i.lead_id, i.id) as "documentId"
       from invoice n
       join invoice i on i.maker_id = n.maker_id and i.id = n.original_id
      where n.maker_id = $1 and n.id = $2`,
    [tx.scope.makerId, creditDocumentId],
  );
  return found?.documentId ?? null;
}

/** Earlier refunds of a payment or credit note. */
export interface EarlierRefunds {
  readonly hasPending: boolean;
  /** Sum of posted refunds that are not undone, in minor units. */
  readonly postedMinor: bigint;
}

/** Sums the refunds of a payment or credit note. */
export async function loadEarlierRefunds(
  tx: Transaction,
  { paymentId, documentId }: RefundSourceId,
): Promise<EarlierRefunds> {
  const [found]: { hasPending: boolean; postedMinor: string }[] = await tx.manager.query(
    `select coalesce(bool_or(r.decision is null), false) as "hasPending",
            coalesce(sum(r.amount_minor) filter (where ${isPosted('r')}), 0)::text as "postedMinor"
       from refund r where r.maker_id = $1 and (r.payment_id = $2 or r.document_id = $3)`,
    [tx.scope.makerId, paymentId, documentId],
  );
  return { hasPending: found!.hasPending, postedMinor: BigInt(found!.postedMinor) };
}

/** Locks a customer, so that refunds of the same money are decided one after another. */
export async function lockRefundsOf(tx: Transaction, customerId: string): Promise<void> {
  await tx.manager.query(`select id from customer where maker_id = $1 and id = $2 for no key update`, [
    tx.scope.makerId,
    customerId,
  ]);
}
