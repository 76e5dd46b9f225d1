import type { Transaction } from '#platform';
import type { Channels, MailMode, NotificationType } from '../domain/catalogue.js';
import { mailDueAt, pushDueAt, type Timetable } from '../domain/timing.js';
import { NotificationPreference } from '../entities/notification-preference.entity.js';

/** Stores the channels of the scope's membership for a type. */
export function storePreference(tx: Transaction, type: NotificationType, channels: Channels): Promise<void> {
  const { membershipId, userId } = tx.scope;
  return storePreferenceOf(tx, { id: membershipId!, userId: userId! }, type, channels);
}

/**
 * Stores the channels of a membership for a type. If emails or push messages are switched off, waiting ones are
 * cancelled.
 */
export async function storePreferenceOf(
  tx: Transaction,
  { id: membershipId, userId }: { readonly id: string; readonly userId: string },
  type: NotificationType,
  { portal, mail, push }: Channels,
): Promise<void> {
  const { makerId } = tx.scope;
  await tx.manager.upsert(
    NotificationPreference,
    { makerId, membershipId, userId, type, portal, mail, push },
    ['makerId', 'membershipId', 'type'],
  );
  if (mail === 'off')
    await tx.manager.query(
      `update notification set mail_mode = 'off', mail_due_at = null
        where maker_id = $1 and membership_id = $2 and type = $3 and delivery_id is null and mail_due_at is not null`,
      [makerId, membershipId, type],
    );
  if (!push)
    await tx.manager.query(
      `update notification set push_due_at = null
        where maker_id = $1 and membership_id = $2 and type = $3 and push_id is null and push_due_at is not null`,
      [makerId, membershipId, type],
    );
}

/** Moves the waiting emails and push messages of the scope's membership to the times of a new timetable. */
export async function rescheduleWaiting(tx: Transaction, times: Timetable): Promise<void> {
  for (const mode of ['immediate', 'daily', 'weekly'] as const satisfies readonly MailMode[])
    await tx.manager.query(
      `update notification set mail_due_at = $4
        where maker_id = $1 and membership_id = $2 and mail_mode = $3 and delivery_id is null and mail_due_at is not null`,
      [tx.scope.makerId, tx.scope.membershipId, mode, mailDueAt(mode, tx.now, times)],
    );
  await tx.manager.query(
    `update notification set push_due_at = $3
      where maker_id = $1 and membership_id = $2 and push_id is null and push_due_at is not null`,
    [tx.scope.makerId, tx.scope.membershipId, pushDueAt(true, tx.now, times)],
  );
}
