import { newId, type Transaction } from '#platform';
import type { NotificationType } from '../domain/catalogue.js';

/** Push messages of a type that are due to a person. */
export interface DuePush {
  readonly membershipId: string;
  readonly userId: string;
  readonly type: NotificationType;
  readonly notificationIds: readonly string[];
  /** Creation time of the last push message of the type to the person. */
  readonly lastAt: Date | null;
}

/** Maximum number of notifications that are planned at once. */
const MAX_PLANNED = 5000;

/**
 * Returns the notifications with due push messages, by message. The notifications are locked, so that two workers never
 * put a notification into two messages.
 */
export function lockDuePushes(tx: Transaction): Promise<DuePush[]> {
  return tx.manager.query(
    `with due as (
       select n.id, n.membership_id, n.user_id, n.type, n.created_at
         from notification n
        where n.maker_id = $1 and n.push_id is null and n.push_due_at <= $2
        order by n.push_due_at, n.id limit $3 for update skip locked)
     select d.membership_id as "membershipId", d.user_id as "userId", d.type,
            array_agg(d.id order by d.created_at desc, d.id desc) as "notificationIds",
            (select max(m.created_at) from notification_delivery m
              where m.maker_id = $1 and m.membership_id = d.membership_id and m.type = d.type
                and m.channel = 'push') as "lastAt"
       from due d
      group by d.membership_id, d.user_id, d.type
      order by d.membership_id, d.type`,
    [tx.scope.makerId, tx.now, MAX_PLANNED],
  );
}

/** Moves push messages to a later time; null cancels them. */
export async function postponePush(
  tx: Transaction,
  ids: readonly string[],
  until: Date | null,
): Promise<void> {
  await tx.manager.query(`update notification set push_due_at = $3 where maker_id = $1 and id = any($2)`, [
    tx.scope.makerId,
    ids,
    until,
  ]);
}

/** Creates a message for each browser of the person. Without a browser, the push message is cancelled. */
export async function createPush(tx: Transaction, push: DuePush): Promise<void> {
  const pushId = newId();
  const created: { id: string }[] = await tx.manager.query(
    `insert into notification_delivery
       (maker_id, id, membership_id, user_id, channel, subscription_id, push_id, recipient, kind, type, items, state, due_at, created_at)
     select $1, gen_random_uuid(), $2, s.user_id, 'push', s.id, $4, s.name, 'immediate', $5, $6, 'waiting', $7, $7
       from push_subscription s where s.maker_id = $1 and s.user_id = $3
     returning id`,
    [
      tx.scope.makerId,
      push.membershipId,
      push.userId,
      pushId,
      push.type,
      push.notificationIds.length,
      tx.now,
    ],
  );
  if (created.length === 0) return postponePush(tx, push.notificationIds, null);
  await tx.manager.query(`update notification set push_id = $3 where maker_id = $1 and id = any($2)`, [
    tx.scope.makerId,
    push.notificationIds,
    pushId,
  ]);
}
