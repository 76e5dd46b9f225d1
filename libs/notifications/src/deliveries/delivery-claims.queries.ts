import { newId, type Transaction } from '#platform';
import type { NotificationType, ObjectKind } from '../domain/catalogue.js';
import type { DeliveryChannel, DeliveryKind, DeliveryState } from '../domain/deliveries/delivery.js';
import type { TitledNotification } from '../text/notification-title.js';

/** Time after which a message that is still being sent counts as interrupted. Sending takes seconds. */
const CLAIM = '60 seconds';

/** A message that only this worker may send. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly claimId: string;
  readonly membershipId: string;
  readonly recipient: string;
  /** Id of the push message that goes to all browsers of the person; null for emails and tests. */
  readonly pushId: string | null;
  readonly subscriptionId: string | null;
  readonly kind: DeliveryKind;
  readonly type: NotificationType | null;
  readonly attempts: number;
  readonly makerName: string;
}

/**
 * Claims the message of a channel that has been due longest; undefined if none is due. The transaction must commit
 * before the message is sent.
 */
export async function claimDelivery(
  tx: Transaction,
  channel: DeliveryChannel,
): Promise<ClaimedDelivery | undefined> {
  const [claimed]: ClaimedDelivery[] = await tx.manager.query(
    `with claimed as (
       update notification_delivery set state = 'sending', attempts = attempts + 1, claim_id = $3,
              claimed_until = $2::timestamptz + $4::interval
        where maker_id = $1 and id = (select id from notification_delivery
                                       where maker_id = $1 and channel = $5 and state = 'waiting' and due_at <= $2
                                       order by due_at, id limit 1 for update skip locked)
       returning id, claim_id, membership_id, recipient, push_id, subscription_id, kind, type, attempts)
     select c.id, c.claim_id as "claimId", c.membership_id as "membershipId", c.recipient, c.push_id as "pushId",
            c.subscription_id as "subscriptionId", c.kind, c.type, c.attempts, m.name as "makerName"
       from claimed c join maker m on m.id = $1`,
    [tx.scope.makerId, tx.now, newId(), CLAIM, channel],
  );
  return claimed;
}

/** A notification in a message. */
export interface DeliveredNotification extends TitledNotification {
  readonly objectKind: ObjectKind;
  readonly objectId: string;
  readonly occurredAt: Date;
}

/**
 * Returns the notifications of a message about objects that the scope's person can still see. Call it in the scope of
 * the person, so that row-level security decides.
 */
export function listDelivered(
  tx: Transaction,
  { id, pushId }: Pick<ClaimedDelivery, 'id' | 'pushId'>,
): Promise<DeliveredNotification[]> {
  return tx.manager.query(
    `select n.type, e.object_kind as "objectKind", e.object_id as "objectId", e.params, n.is_escalated as "isEscalated",
            e.occurred_at as "occurredAt"
       from notification n join notification_event e on e.maker_id = n.maker_id and e.id = n.event_id
      where n.maker_id = $1 and (n.delivery_id = $2 or n.push_id = $2) and notification_visible(e.object_kind, e.object_id)
      order by n.created_at desc, n.id desc`,
    [tx.scope.makerId, pushId ?? id],
  );
}

/** The outcome of an attempt. */
export interface RecordedOutcome {
  readonly state: DeliveryState;
  readonly subject: string | null;
  readonly error: string | null;
  /** Time of the next attempt. */
  readonly dueAt: Date | null;
}

/**
 * Records the outcome of an attempt. It also replaces an unknown outcome if the attempt took longer than its claim, but
 * never the outcome of another attempt.
 */
export async function recordOutcome(
  tx: Transaction,
  { id, claimId }: Pick<ClaimedDelivery, 'id' | 'claimId'>,
  { state, subject, error, dueAt }: RecordedOutcome,
): Promise<void> {
  await tx.manager.query(
    `update notification_delivery set state = $4, subject = coalesce($5, subject), error = $6, due_at = coalesce($7, due_at),
            claimed_until = null, finished_at = case when $4 = 'waiting' then null else $8::timestamptz end
      where maker_id = $1 and id = $2 and claim_id = $3
        and (state = 'sending' or (state = 'outcome_unknown' and $4 <> 'waiting'))`,
    [tx.scope.makerId, id, claimId, state, subject, error, dueAt, tx.now],
  );
}

/**
 * Gives up messages that are still being sent after their claim has ended, because their worker has died.
 * @returns their number
 */
export async function recordInterrupted(tx: Transaction): Promise<number> {
  const rows: { id: string }[] = await tx.manager.query(
    `with interrupted as (
       update notification_delivery set state = 'outcome_unknown', error = 'interrupted', finished_at = $2
        where maker_id = $1 and state = 'sending' and claimed_until <= $2
       returning id)
     select id from interrupted`,
    [tx.scope.makerId, tx.now],
  );
  return rows.length;
}
