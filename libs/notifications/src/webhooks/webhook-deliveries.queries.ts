import { newId, type Transaction, type TimeCursor } from '#platform';
import type { EndpointKind } from '../domain/webhooks/webhook-endpoint.js';
import type { WebhookState } from '../domain/webhooks/webhook-retries.js';

/** Time after which a message that is still being sent is sent again. It is longer than any attempt. */
const CLAIM = '60 seconds';
/**
 * Maximum number of messages sent to one endpoint at the same time, so that a slow endpoint does not delay all others.
 */
const CONCURRENT_PER_ENDPOINT = 2;
/** Advisory lock key: serializes the claims of a maker. */
const CLAIM_LOCK = 4292;

/** A message that this worker sends now. */
export interface ClaimedWebhook {
  readonly id: string;
  readonly claimId: string;
  readonly endpointId: string;
  readonly body: string;
  readonly attempts: number;
  readonly kind: EndpointKind;
  readonly urlSealed: string;
  readonly locale: string;
  readonly secretSealed: string;
  /** The previous secret; null after the overlap. */
  readonly previousSecretSealed: string | null;
  readonly failingSince: Date | null;
  readonly claimedAt: Date;
}

/**
 * Claims the message that has been due longest, except messages to busy or paused endpoints; undefined if there is
 * none. Claims wait for each other, because two simultaneous claims would not count each other's message.
 */
export async function claimWebhook(tx: Transaction): Promise<ClaimedWebhook | undefined> {
  await tx.manager.query(`select pg_advisory_xact_lock(hashtextextended($1::text, ${CLAIM_LOCK}))`, [
    tx.scope.makerId,
  ]);
  const [claimed]: ClaimedWebhook[] = await tx.manager.query(
    `with claimed as (
       update webhook_delivery set state = 'sending', attempts = attempts + 1, claim_id = $3, claimed_until = $2::timestamptz + $4::interval
        where maker_id = $1 and id = (
          select d.id from webhook_delivery d join webhook_endpoint w on w.maker_id = d.maker_id and w.id = d.endpoint_id
           where d.maker_id = $1 and d.state = 'waiting' and d.due_at <= $2 and w.paused_at is null
             and (select count(*) from webhook_delivery o
                   where o.maker_id = d.maker_id and o.endpoint_id = d.endpoint_id and o.state = 'sending') < $5
           order by d.due_at, d.id limit 1 for update of d skip locked)
       returning id, claim_id, endpoint_id, body, attempts)
     select c.id, c.claim_id as "claimId", c.endpoint_id as "endpointId", c.body, c.attempts, w.kind, w.url_sealed as "urlSealed", w.locale,
            w.secret_sealed as "secretSealed", case when w.previous_valid_until > $2 then w.previous_secret_sealed end as "previousSecretSealed",
            w.failing_since as "failingSince", $2::timestamptz as "claimedAt"
       from claimed c join webhook_endpoint w on w.maker_id = $1 and w.id = c.endpoint_id`,
    [tx.scope.makerId, tx.now, newId(), CLAIM, CONCURRENT_PER_ENDPOINT],
  );
  return claimed;
}

/** Puts the messages of a dead worker back into the queue. Their receivers may get them twice, with the same id. */
export async function releaseInterrupted(tx: Transaction): Promise<void> {
  await tx.manager.query(
    `update webhook_delivery set state = 'waiting', claimed_until = null
      where maker_id = $1 and state = 'sending' and claimed_until <= $2`,
    [tx.scope.makerId, tx.now],
  );
}

/** An attempt with its result. */
export interface NewAttempt {
  readonly deliveryId: string;
  readonly at: Date;
  readonly status: number | null;
  readonly error: string | null;
  readonly durationMs: number;
  readonly response: string;
}

/** Records an attempt, and updates its message unless another attempt has claimed the message in the meantime. */
export async function recordAttempt(
  tx: Transaction,
  { deliveryId, at, status, error, durationMs, response }: NewAttempt,
  claimId: string,
  { state, dueAt }: { readonly state: WebhookState; readonly dueAt: Date | null },
): Promise<void> {
  await tx.manager.query(
    `insert into webhook_attempt (maker_id, id, delivery_id, at, status, error, duration_ms, response)
     select $1, $2, $3, $4, $5, $6, $7, $8
      where exists (select from webhook_delivery d where d.maker_id = $1 and d.id = $3)`,
    [tx.scope.makerId, newId(), deliveryId, at, status, error, durationMs, response],
  );
  await tx.manager.query(
    `update webhook_delivery set state = $4, due_at = coalesce($5, due_at), claimed_until = null,
            finished_at = case when $4 = 'waiting' then null else $6::timestamptz end
      where maker_id = $1 and id = $2 and claim_id = $3 and state = 'sending'`,
    [tx.scope.makerId, deliveryId, claimId, state, dueAt, tx.now],
  );
}

export interface WebhookDeliveryView {
  readonly id: string;
  readonly type: string;
  readonly eventId: string | null;
  readonly state: WebhookState;
  readonly attempts: number;
  /** Time of the next attempt; null if no further attempt follows. */
  readonly dueAt: Date | null;
  /** HTTP status of the last attempt. */
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** Lists messages to an endpoint, newest first. */
export function listWebhookDeliveries(
  tx: Transaction,
  endpointId: string,
  {
    after,
    limit,
    id = null,
  }: { readonly after: TimeCursor | null; readonly limit: number; readonly id?: string | null },
): Promise<WebhookDeliveryView[]> {
  return tx.manager.query(
    `select d.id, d.type, d.event_id as "eventId", d.state, d.attempts,
            case when d.state in ('waiting', 'sending') then d.due_at end as "dueAt", a.status as "lastStatus", a.error as "lastError",
            d.created_at as "createdAt", d.finished_at as "finishedAt"
       from webhook_delivery d
       left join lateral (select status, error from webhook_attempt a where a.maker_id = d.maker_id and a.delivery_id = d.id
                           order by a.at desc, a.id desc limit 1) a on true
      where d.maker_id = $1 and d.endpoint_id = $2 and ($3::uuid is null or d.id = $3)
        and ($4::timestamptz is null or (d.created_at, d.id) < ($4, $5::uuid))
      order by d.created_at desc, d.id desc limit $6`,
    [tx.scope.makerId, endpointId, id, after?.at ?? null, after?.id ?? null, limit],
  );
}
