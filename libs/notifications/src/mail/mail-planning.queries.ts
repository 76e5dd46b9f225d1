import { newId, type Transaction } from '#platform';
import type { NotificationType } from '../domain/catalogue.js';

/** Notifications with due emails that become one message to a person. */
export interface DueGroup {
  readonly membershipId: string;
  readonly userId: string;
  readonly recipient: string;
  /** Type of an immediate message; null for a digest. */
  readonly type: NotificationType | null;
  readonly notificationIds: readonly string[];
  /** Creation time of the last immediate message of the type to the person. */
  readonly lastAt: Date | null;
}

/** Maximum number of notifications that are planned at once. */
const MAX_PLANNED = 5000;

/**
 * Returns the notifications with due emails, by message. The notifications are locked, so that two workers never put a
 * notification into two messages. Notifications that another worker has locked are skipped.
 */
export async function lockDueGroups(tx: Transaction): Promise<DueGroup[]> {
  return tx.manager.query(
    `with due as (
       select n.id, n.membership_id, n.user_id, case when n.mail_mode = 'immediate' then n.type end as type, n.created_at
         from notification n
        where n.maker_id = $1 and n.delivery_id is null and n.mail_due_at <= $2
        order by n.mail_due_at, n.id limit $3 for update skip locked)
     select d.membership_id as "membershipId", d.user_id as "userId", u.email as recipient, d.type,
            array_agg(d.id order by d.created_at desc, d.id desc) as "notificationIds",
            (select max(m.created_at) from notification_delivery m
              where m.maker_id = $1 and m.membership_id = d.membership_id and m.type = d.type
                and m.channel = 'email') as "lastAt"
       from due d join user_account u on u.id = d.user_id
      group by d.membership_id, d.user_id, u.email, d.type
      order by d.membership_id, d.type`,
    [tx.scope.makerId, tx.now, MAX_PLANNED],
  );
}

/** Moves emails to a later time. */
export async function postpone(tx: Transaction, ids: readonly string[], until: Date): Promise<void> {
  await tx.manager.query(`update notification set mail_due_at = $3 where maker_id = $1 and id = any($2)`, [
    tx.scope.makerId,
    ids,
    until,
  ]);
}

/** Creates one message from a group of notifications. */
export async function createDelivery(tx: Transaction, group: DueGroup): Promise<void> {
  const id = newId();
  await tx.manager.query(
    `insert into notification_delivery (maker_id, id, membership_id, user_id, recipient, kind, type, items, state, due_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $9)`,
    [
      tx.scope.makerId,
      id,
      group.membershipId,
      group.userId,
      group.recipient,
      group.type === null ? 'digest' : 'immediate',
      group.type,
      group.notificationIds.length,
      tx.now,
    ],
  );
  await tx.manager.query(`update notification set delivery_id = $3 where maker_id = $1 and id = any($2)`, [
    tx.scope.makerId,
    group.notificationIds,
    id,
  ]);
}
