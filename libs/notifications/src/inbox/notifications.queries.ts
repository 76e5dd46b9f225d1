import type { TimeCursor, Transaction } from '#platform';
import type { NotificationType, ObjectKind } from '../domain/catalogue.js';

export interface NotificationView {
  readonly id: string;
  readonly type: NotificationType;
  readonly objectKind: ObjectKind;
  readonly objectId: string;
  /** Facts for the text. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
  readonly createdAt: Date;
  readonly readAt: Date | null;
  readonly isEscalated: boolean;
}

export interface NotificationFilter {
  readonly unread: boolean;
  readonly after: TimeCursor | null;
  readonly limit: number;
}

/** Lists the notifications of the scope's membership about objects that it can see now, newest first. */
export function listNotifications(
  tx: Transaction,
  { unread, after, limit }: NotificationFilter,
): Promise<NotificationView[]> {
  return tx.manager.query(
    `select n.id, n.type, e.object_kind as "objectKind", e.object_id as "objectId", e.params, e.occurred_at as "occurredAt",
            n.created_at as "createdAt", n.read_at as "readAt", n.is_escalated as "isEscalated"
       from notification n join notification_event e on e.maker_id = n.maker_id and e.id = n.event_id
      where n.maker_id = $1 and n.membership_id = $2 and n.in_portal and (not $3::boolean or n.read_at is null)
        and ($4::timestamptz is null or (n.created_at, n.id) < ($4, $5::uuid))
        and notification_visible(e.object_kind, e.object_id)
      order by n.created_at desc, n.id desc limit $6`,
    [tx.scope.makerId, tx.scope.membershipId, unread, after?.at ?? null, after?.id ?? null, limit],
  );
}

/** Counts up to `most` unread notifications of the scope's membership. */
export async function countUnread(tx: Transaction, most: number): Promise<number> {
  const [row]: { unread: number }[] = await tx.manager.query(
    `select count(*)::int as unread from (
       select from notification n join notification_event e on e.maker_id = n.maker_id and e.id = n.event_id
        where n.maker_id = $1 and n.membership_id = $2 and n.in_portal and n.read_at is null
          and notification_visible(e.object_kind, e.object_id)
        limit $3) u`,
    [tx.scope.makerId, tx.scope.membershipId, most],
  );
  return row!.unread;
}

/** Marks as read all notifications of the scope's membership that were created up to an instant. */
export async function markAllRead(tx: Transaction, until: Date): Promise<void> {
  await tx.manager.query(
    `update notification set read_at = $4
      where maker_id = $1 and membership_id = $2 and in_portal and read_at is null and created_at <= $3`,
    [tx.scope.makerId, tx.scope.membershipId, until, tx.now],
  );
}

/** Object of a notification, for muting. */
export interface MutableObject {
  readonly type: NotificationType;
  readonly objectKind: ObjectKind;
  readonly objectId: string;
  readonly params: Readonly<Record<string, string | null>>;
}

/** Returns the type and the object of a notification of the scope's membership. */
export async function findMutable(tx: Transaction, id: string): Promise<MutableObject | undefined> {
  const [row]: MutableObject[] = await tx.manager.query(
    `select n.type, e.object_kind as "objectKind", e.object_id as "objectId", e.params
       from notification n join notification_event e on e.maker_id = n.maker_id and e.id = n.event_id
      where n.maker_id = $1 and n.id = $2 and n.membership_id = $3`,
    [tx.scope.makerId, id, tx.scope.membershipId],
  );
  return row;
}
