import { Injectable } from '@nestjs/common';
import {
  DomainError,
  newId,
  type Page,
  type Scope,
  toPage,
  UnitOfWork,
  parseTimeCursor,
  timeCursorOf,
} from '#platform';
import { muteTarget } from '../domain/mute-target.js';
import { NotificationMute } from '../entities/notification-mute.entity.js';
import { Notification } from '../entities/notification.entity.js';
import {
  countUnread,
  findMutable,
  listNotifications,
  markAllRead,
  type NotificationView,
} from './notifications.queries.js';
import { storePreference } from './preferences.store.js';

/** Unread notifications are counted up to this number; beyond it, the exact number does not matter. */
export const MAX_COUNTED = 100;

export interface NotificationPage extends Page<NotificationView> {
  /** Number of unread notifications, at most `MAX_COUNTED`. */
  readonly unread: number;
}

/** The notifications of a signed-in person, in the portal. */
@Injectable()
export class NotificationsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists notifications, newest first. @throws DomainError platform.cursor_invalid */
  list(
    scope: Scope,
    { cursor, limit, unread }: { cursor?: string; limit: number; unread: boolean },
  ): Promise<NotificationPage> {
    const after = parseTimeCursor(cursor);
    return this.unitOfWork.run(scope, async (tx) => {
      const rows = await listNotifications(tx, { unread, after, limit: limit + 1 });
      const page = toPage(rows, limit, timeCursorOf);
      return { ...page, unread: await countUnread(tx, MAX_COUNTED) };
    });
  }

  /** Marks a notification as read or unread. @throws DomainError notifications.notification_not_found */
  mark(scope: Scope, id: string, isRead: boolean): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { affected } = await tx.manager.update(
        Notification,
        { makerId: scope.makerId, id, membershipId: scope.membershipId },
        { readAt: isRead ? tx.now : null },
      );
      if (affected === 0) throw new DomainError('notifications.notification_not_found', { id });
    });
  }

  /**
   * Marks all notifications as read.
   * @param until latest creation time of these notifications, so that a notification that arrives in the meantime stays
   * unread; now by default
   */
  markAllRead(scope: Scope, until?: Date): Promise<void> {
    return this.unitOfWork.run(scope, (tx) => markAllRead(tx, until ?? tx.now));
  }

  /**
   * Mutes the type of a notification, or its object: the machine, or the ticket, invoice or device itself.
   * @throws DomainError notifications.notification_not_found
   */
  mute(scope: Scope, id: string, what: 'type' | 'object'): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const found = await findMutable(tx, id);
      if (!found) throw new DomainError('notifications.notification_not_found', { id });
      if (what === 'type') {
        await storePreference(tx, found.type, { portal: false, mail: 'off', push: false });
        return;
      }
      const target = muteTarget(found.objectKind, found.objectId, found.params);
      await tx.manager
        .createQueryBuilder()
        .insert()
        .into(NotificationMute)
        .values({
          makerId: scope.makerId,
          id: newId(),
          membershipId: scope.membershipId!,
          userId: scope.userId!,
          objectKind: target.kind,
          objectId: target.id,
          label: target.label,
          createdAt: tx.now,
        })
        .orIgnore()
        .execute();
    });
  }

  /** Unmutes an object. @throws DomainError notifications.mute_not_found */
  unmute(scope: Scope, id: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { affected } = await tx.manager.delete(NotificationMute, {
        makerId: scope.makerId,
        id,
        membershipId: scope.membershipId,
      });
      if (affected === 0) throw new DomainError('notifications.mute_not_found', { id });
    });
  }
}
