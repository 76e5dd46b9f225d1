import type { Transaction } from '#platform';
import type { ChargebackState } from '../domain/collection/chargeback.js';
import type { AttemptKind, AttemptOrigin, AttemptState } from '../domain/collection/attempt-state.js';
import type { DeclinedAttempt } from '../domain/collection/plan-retry.js';
import { isDisputed } from '../payments/disputed.sql.js';
import { isBeingRefunded, isUndecided, stopsMethod } from './attempt.sql.js';

/** A chargeback of a payment, in minor units of its currency. */
export interface ChargebackView {
  readonly state: ChargebackState;
  readonly reason: string;
  readonly amountMinor: string;
  /** ISO 8601; null if it can't be contested. */
  readonly evidenceDueAt: string | null;
}

/** An attempt to collect an open item, in minor units of its currency. */
export interface AttemptView {
  readonly id: string;
  readonly number: number;
  readonly kind: AttemptKind;
  readonly origin: AttemptOrigin;
  readonly state: AttemptState;
  readonly currency: string;
  readonly amountMinor: string;
  /** Issuer and last digits of the method; null if it isn't known. */
  readonly methodLabel: string | null;
  /** Code of a decline that may be shown to the payer; null if the payment wasn't declined. */
  readonly publicCode: string | null;
  /** Code of the bank; null for customers, and if the payment wasn't declined. */
  readonly declineCode: string | null;
  /** True after a decline after which the method is never charged again for this document. */
  readonly isHardDecline: boolean;
  /** Why Stripe carried out nothing; null if it did. */
  readonly fault: string | null;
  readonly retryOn: string | null;
  readonly paymentId: string | null;
  /** Latest chargeback of the payment; null if there is none. */
  readonly chargeback: ChargebackView | null;
  readonly createdAt: Date;
  readonly createdByName: string | null;
}

/** Lists the attempts of a document, newest first. */
export function listAttempts(tx: Transaction, documentId: string): Promise<AttemptView[]> {
  return tx.manager.query<AttemptView[]>(
    `select a.id, a.number, a.kind, a.origin, a.state, a.currency, a.amount_minor as "amountMinor",
            a.method_label as "methodLabel", a.decline ->> 'publicCode' as "publicCode",
            case when $3 then a.decline ->> 'code' end as "declineCode",
            coalesce(a.decline ->> 'kind' = 'hard', false) as "isHardDecline", a.fault, a.retry_on::text as "retryOn",
            a.payment_id as "paymentId", a.created_at as "createdAt",
            (select jsonb_build_object('state', b.state, 'reason', b.reason, 'amountMinor', b.amount_minor::text,
                      'evidenceDueAt', b.evidence_due_at)
               from chargeback b where b.maker_id = a.maker_id and b.attempt_id = a.id
              order by b.opened_at desc, b.id limit 1) as chargeback,
            case when $3 then a.created_by_name end as "createdByName"
       from payment_attempt a
      where a.maker_id = $1 and a.document_id = $2
      order by a.number desc`,
    [tx.scope.makerId, documentId, tx.scope.customers === 'all'],
  );
}

/** Objects at Stripe by which the outcome of an attempt can be read. */
export interface UndecidedObjects {
  readonly intentId: string | null;
  readonly pageId: string | null;
}

/**
 * Returns the objects of any attempt that isn't decided or is being refunded, first of one without any; null if there is
 * no such attempt.
 */
export async function findUndecidedObjects(tx: Transaction): Promise<UndecidedObjects | null> {
  const [found]: UndecidedObjects[] = await tx.manager.query(
    `select a.intent_id as "intentId", a.page_id as "pageId" from payment_attempt a
      where a.maker_id = $1 and (${isUndecided('a')} or ${isBeingRefunded('a')})
      order by a.intent_id nulls first, a.page_id nulls first limit 1`,
    [tx.scope.makerId],
  );
  return found ?? null;
}

/** An attempt that isn't decided. */
export interface UndecidedAttempt {
  readonly id: string;
  readonly state: AttemptState;
  readonly amountMinor: string;
  readonly pageUrl: string | null;
  readonly pageExpiresAt: Date | null;
}

/** Returns the undecided attempt of a document; null if there is none. */
export async function findUndecided(tx: Transaction, documentId: string): Promise<UndecidedAttempt | null> {
  const [found]: UndecidedAttempt[] = await tx.manager.query(
    `select a.id, a.state, a.amount_minor as "amountMinor", a.page_url as "pageUrl",
            a.page_expires_at as "pageExpiresAt"
       from payment_attempt a
      where a.maker_id = $1 and a.document_id = $2 and ${isUndecided('a')}`,
    [tx.scope.makerId, documentId],
  );
  return found ?? null;
}

/**
 * Lists declined charges of a method for a document since the last one that succeeded, oldest first, with their days in
 * the seller's zone.
 */
export function listDeclined(
  tx: Transaction,
  documentId: string,
  methodId: string,
): Promise<DeclinedAttempt[]> {
  return tx.manager.query<DeclinedAttempt[]>(
    `select (a.last_sent_at at time zone e.zone)::date::text as "on",
            (a.decline ->> 'mayRetry')::boolean as "mayRetry"
       from payment_attempt a
       join open_item o on o.maker_id = a.maker_id and o.document_id = a.document_id
       join legal_entity e on e.maker_id = o.maker_id and e.id = o.legal_entity_id
      where a.maker_id = $1 and a.document_id = $2 and a.method_id = $3 and a.kind = 'saved_method'
        and a.state = 'declined'
        and a.number > (select coalesce(max(s.number), 0) from payment_attempt s
                         where s.maker_id = a.maker_id and s.document_id = a.document_id and s.state = 'succeeded')
      order by a.number`,
    [tx.scope.makerId, documentId, methodId],
  );
}

/**
 * Returns whether a method must not be charged again for a document, because of a decline or a chargeback that was not
 * won.
 */
export async function isMethodStopped(
  tx: Transaction,
  documentId: string,
  methodId: string,
): Promise<boolean> {
  const rows: { id: string }[] = await tx.manager.query(
    `select a.id from payment_attempt a
      where a.maker_id = $1 and a.document_id = $2 and a.method_id = $3
        and ${stopsMethod('a')}
      limit 1`,
    [tx.scope.makerId, documentId, methodId],
  );
  return rows.length > 0;
}

/** A charge that is due again. */
export interface DueRetry {
  readonly id: string;
  readonly documentId: string;
  readonly methodId: string;
}

/** Lists charges that are due again on the seller's current day. While a document is disputed, its charges wait. */
export function listDueRetries(tx: Transaction): Promise<DueRetry[]> {
  return tx.manager.query<DueRetry[]>(
    `select a.id, a.document_id as "documentId", a.method_id as "methodId"
       from payment_attempt a
       join open_item o on o.maker_id = a.maker_id and o.document_id = a.document_id
       join legal_entity e on e.maker_id = o.maker_id and e.id = o.legal_entity_id
      where a.maker_id = $1 and a.retry_on <= ($2::timestamptz at time zone e.zone)::date and a.method_id is not null
        and not ${isDisputed('a.document_id')}
      order by a.retry_on, a.id`,
    [tx.scope.makerId, tx.now],
  );
}
