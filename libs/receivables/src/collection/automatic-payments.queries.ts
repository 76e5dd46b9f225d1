import type { Transaction } from '#platform';
import { isDisputed } from '../payments/disputed.sql.js';
import { isUndecided, stopsMethod } from './attempt.sql.js';

/** An invoice that is collected because it is due. */
export interface DueDocument {
  readonly documentId: string;
  readonly customerId: string;
  readonly methodId: string;
}

/** Day in the seller's zone `e.zone` from which on due invoices are collected. */
const ENABLED_ON = `(m.enabled_at at time zone e.zone)::date`;

/** Condition that an open item `o` is collected automatically once it is due. */
const IS_AUTOMATIC = `o.open_minor > 0 and o.due_on >= ${ENABLED_ON}`;

/**
 * Lists invoices of customers with automatic payments that are due on the seller's current day and were not collected
 * automatically before. Left out are invoices that were due before automatic payments were turned on, disputed ones, and
 * those that another attempt, a retry or a SEPA direct debit of the maker's bank collects.
 */
export function listDueDocuments(tx: Transaction, limit: number): Promise<DueDocument[]> {
  return tx.manager.query<DueDocument[]>(
    `select o.document_id as "documentId", o.customer_id as "customerId", m.method_id as "methodId"
       from automatic_payment m
       join open_item o on o.maker_id = m.maker_id and o.customer_id = m.customer_id
       join legal_entity e on e.maker_id = o.maker_id and e.id = o.legal_entity_id
      where m.maker_id = $1 and ${IS_AUTOMATIC} and o.due_on <= ($2::timestamptz at time zone e.zone)::date
        and not ${isDisputed('o.document_id')}
        and not exists (
          select from payment_attempt a
           where a.maker_id = o.maker_id and a.document_id = o.document_id
             and (a.origin = 'due_date' or ${isUndecided('a')} or a.retry_on is not null
                  or (a.method_id = m.method_id and ${stopsMethod('a')})))
        and not exists (
          select from debit d
           where d.maker_id = o.maker_id and d.document_id = o.document_id and d.returned_at is null)
        and not (o.currency = 'EUR' and exists (
          select from mandate x
           where x.maker_id = o.maker_id and x.customer_id = o.customer_id
             and x.legal_entity_id = o.legal_entity_id and x.ended_at is null))
      order by o.due_on, o.document_id limit $3`,
    [tx.scope.makerId, tx.now, limit],
  );
}

/** The day and the method with which a document is collected automatically. */
export interface PlannedPayment {
  readonly on: string;
  readonly methodLabel: string | null;
}

/** Returns how a document will be collected automatically; null if it will not, or if its day has passed. */
export async function findPlannedPayment(
  tx: Transaction,
  documentId: string,
): Promise<PlannedPayment | null> {
  const [found]: PlannedPayment[] = await tx.manager.query(
    `select o.due_on::text as "on", m.method_label as "methodLabel"
       from automatic_payment m
       join open_item o on o.maker_id = m.maker_id and o.customer_id = m.customer_id
       join legal_entity e on e.maker_id = o.maker_id and e.id = o.legal_entity_id
      where m.maker_id = $1 and o.document_id = $3 and ${IS_AUTOMATIC}
        and o.due_on >= ($2::timestamptz at time zone e.zone)::date
        and not exists (
          select from payment_attempt a
           where a.maker_id = o.maker_id and a.document_id = o.document_id and a.origin = 'due_date')`,
    [tx.scope.makerId, tx.now, documentId],
  );
  return found ?? null;
}
