import { newId, type Transaction } from '#platform';
import type { MailMode, NotificationType, ObjectKind } from '../domain/catalogue.js';

/** An event to be stored. */
export interface NewEvent {
  readonly id: string;
  readonly type: NotificationType;
  readonly objectKind: ObjectKind;
  readonly objectId: string;
  readonly about: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
}

/** Stores events. @returns the ids of the events that were not stored before */
export async function insertEvents(tx: Transaction, events: readonly NewEvent[]): Promise<Set<string>> {
  const rows: { id: string }[] = await tx.manager.query(
    `insert into notification_event (maker_id, id, type, object_kind, object_id, about, params, occurred_at, recorded_at)
     select $1, r.id, r.type, r.kind, r.object, array(select jsonb_array_elements_text(r.about))::uuid[], r.params, r.at, $3
       from jsonb_to_recordset($2::jsonb) as r (id uuid, type text, kind text, object uuid, about jsonb, params jsonb, at timestamptz)
         on conflict on constraint notification_event_pk do nothing
     returning id`,
    [
      tx.scope.makerId,
      JSON.stringify(
        events.map(({ objectKind, objectId, occurredAt, ...event }) => ({
          ...event,
          kind: objectKind,
          object: objectId,
          at: occurredAt,
        })),
      ),
      tx.now,
    ],
  );
  return new Set(rows.map(({ id }) => id));
}

/** A person's notification to be stored. */
export interface NewNotification {
  readonly eventId: string;
  readonly membershipId: string;
  readonly userId: string;
  readonly type: NotificationType;
  readonly isEscalated: boolean;
  readonly inPortal: boolean;
  readonly mailMode: MailMode;
  readonly mailDueAt: Date | null;
  readonly pushDueAt: Date | null;
}

/**
 * Stores notifications. A membership has at most one notification of each event.
 * @returns the memberships with a new notification
 */
export async function insertNotifications(
  tx: Transaction,
  notifications: readonly NewNotification[],
): Promise<string[]> {
  if (notifications.length === 0) return [];
  const rows: { membershipId: string }[] = await tx.manager.query(
    `insert into notification (maker_id, id, event_id, membership_id, user_id, type, is_escalated, in_portal, mail_mode, mail_due_at, push_due_at,
            created_at)
     select $1, r.id, r.event, r.membership, r.person, r.type, r.escalated, r.portal, r.mail, r.due, r.push, $3
       from jsonb_to_recordset($2::jsonb) as r (id uuid, event uuid, membership uuid, person uuid, type text, escalated boolean,
                                                portal boolean, mail text, due timestamptz, push timestamptz)
         on conflict on constraint notification_once_uq do nothing
     returning membership_id as "membershipId"`,
    [
      tx.scope.makerId,
      JSON.stringify(
        notifications.map((one) => ({
          id: newId(),
          event: one.eventId,
          membership: one.membershipId,
          person: one.userId,
          type: one.type,
          escalated: one.isEscalated,
          portal: one.inPortal,
          mail: one.mailMode,
          due: one.mailDueAt,
          push: one.pushDueAt,
        })),
      ),
      tx.now,
    ],
  );
  return [...new Set(rows.map(({ membershipId }) => membershipId))];
}
