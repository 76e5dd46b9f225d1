import { Injectable } from '@nestjs/common';
import { permissionsOf, type Role } from '#organization';
import {
  assertNoFaults,
  DomainError,
  type FieldFault,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import {
  CATALOGUE,
  type Channels,
  channelsFor,
  isOffered,
  NOTIFICATION_TYPES,
  type NotificationCategory,
  type NotificationType,
} from '../domain/catalogue.js';
import { DEFAULT_TIMES, isTimeOfDay, type Timetable } from '../domain/timing.js';
import { NotificationMute } from '../entities/notification-mute.entity.js';
import { NotificationPreference } from '../entities/notification-preference.entity.js';
import { NotificationSettings } from '../entities/notification-settings.entity.js';
import { rescheduleWaiting, storePreference } from './preferences.store.js';

export interface TypePreference extends Channels {
  readonly type: NotificationType;
  readonly category: NotificationCategory;
  /** Whether the channels are the default of the role. */
  readonly isDefault: boolean;
}

/** Times for emails and push messages. */
export type MailTimes = Omit<Timetable, 'zone'>;

export interface Preferences {
  readonly types: readonly TypePreference[];
  readonly times: MailTimes;
  readonly mutes: readonly Pick<NotificationMute, 'id' | 'objectKind' | 'objectId' | 'label' | 'createdAt'>[];
}

/** Manages the channels by which a person is notified of each type, and the times of the messages. */
@Injectable()
export class NotificationPreferences {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns the preferences of the scope's membership, including the defaults of its role. */
  read(scope: Scope, role: Role): Promise<Preferences> {
    return this.unitOfWork.run(scope, (tx) => readPreferences(tx, role));
  }

  /**
   * Changes the channels of a type. Omitted channels stay unchanged.
   * @throws DomainError notifications.type_not_offered
   */
  async change(
    scope: Scope,
    role: Role,
    type: NotificationType,
    channels: Partial<Channels>,
  ): Promise<Preferences> {
    if (!isOffered(type, role, permissionsOf(role)))
      throw new DomainError('notifications.type_not_offered', { type });
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId, membershipId } = scope;
      const stored = await tx.manager.findOneBy(NotificationPreference, {
        makerId,
        membershipId: membershipId!,
        type,
      });
      await storePreference(tx, type, { ...channelsFor(type, role, stored ?? undefined), ...channels });
      return readPreferences(tx, role);
    });
  }

  /**
   * Changes quiet hours and the times of digests. Emails and push messages that are waiting move to the new times.
   * @param zone the person's time zone
   * @throws DomainError notifications.times_invalid (with fields)
   */
  async changeTimes(scope: Scope, role: Role, zone: string, times: MailTimes): Promise<Preferences> {
    assertNoFaults('notifications.times_invalid', findTimeFaults(times));
    return this.unitOfWork.run(scope, async (tx) => {
      await tx.manager.upsert(
        NotificationSettings,
        { makerId: scope.makerId, membershipId: scope.membershipId!, userId: scope.userId!, ...times },
        ['makerId', 'membershipId'],
      );
      await rescheduleWaiting(tx, { ...times, zone });
      return readPreferences(tx, role);
    });
  }
}

function findTimeFaults({ quietFrom, quietTo, digestAt, digestWeekday }: MailTimes): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (field: string, code: string): void => void faults.push({ pointer: `/${field}`, code });
  if (quietFrom !== null && !isTimeOfDay(quietFrom)) fault('quietFrom', 'notifications.time_invalid');
  if (quietTo !== null && !isTimeOfDay(quietTo)) fault('quietTo', 'notifications.time_invalid');
  if ((quietFrom === null) !== (quietTo === null))
    fault(quietFrom === null ? 'quietFrom' : 'quietTo', 'notifications.quiet_hours_incomplete');
  if (!isTimeOfDay(digestAt)) fault('digestAt', 'notifications.time_invalid');
  if (!Number.isInteger(digestWeekday) || digestWeekday < 1 || digestWeekday > 7)
    fault('digestWeekday', 'notifications.weekday_invalid');
  return faults;
}

async function readPreferences(tx: Transaction, role: Role): Promise<Preferences> {
  const own = { makerId: tx.scope.makerId, membershipId: tx.scope.membershipId };
  const stored = await tx.manager.findBy(NotificationPreference, own);
  const settings = await tx.manager.findOneBy(NotificationSettings, own);
  const mutes = await tx.manager.find(NotificationMute, {
    where: own,
    order: { createdAt: 'desc', id: 'desc' },
  });
  const permissions = permissionsOf(role);
  return {
    types: NOTIFICATION_TYPES.filter((type) => isOffered(type, role, permissions)).map((type) => {
      const chosen = stored.find((row) => row.type === type);
      const { portal, mail, push } = channelsFor(type, role, chosen);
      return {
        type,
        category: CATALOGUE[type].category,
        portal,
        mail,
        push,
        isDefault: chosen === undefined,
      };
    }),
    times: settings
      ? {
          quietFrom: settings.quietFrom,
          quietTo: settings.quietTo,
          digestAt: settings.digestAt,
          digestWeekday: settings.digestWeekday,
        }
      : DEFAULT_TIMES,
    mutes: mutes.map(({ id, objectKind, objectId, label, createdAt }) => ({
      id,
      objectKind,
      objectId,
      label,
      createdAt,
    })),
  };
}
