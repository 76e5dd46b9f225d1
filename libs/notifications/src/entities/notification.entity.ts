import { Membership } from '#organization';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { MailMode, NotificationType } from '../domain/catalogue.js';
import { NotificationDelivery } from './notification-delivery.entity.js';
import { NotificationEvent } from './notification-event.entity.js';

/** One person's notification of an event. */
@Entity('notification')
@Unique('notification_once_uq', ['makerId', 'eventId', 'membershipId'])
@Check('notification_mail_mode_ck', `mail_mode in ('off', 'immediate', 'daily', 'weekly')`)
@Check('notification_due_ck', `mail_mode <> 'off' or mail_due_at is null`)
@Index('notification_list_ix', { synchronize: false })
@Index('notification_unread_ix', { synchronize: false })
@Index('notification_due_ix', ['mailDueAt'], { where: 'mail_due_at is not null and delivery_id is null' })
@Index('notification_delivery_ix', ['makerId', 'deliveryId'])
@Index('notification_push_due_ix', ['pushDueAt'], { where: 'push_due_at is not null and push_id is null' })
@Index('notification_push_ix', ['makerId', 'pushId'])
@ForeignKey(() => NotificationEvent, ['makerId', 'eventId'], ['makerId', 'id'], {
  name: 'notification_event_fk',
  onDelete: 'CASCADE',
})
@ForeignKey(() => Membership, ['makerId', 'membershipId'], ['makerId', 'id'], {
  name: 'notification_membership_fk',
})
@ForeignKey(() => NotificationDelivery, ['makerId', 'deliveryId'], ['makerId', 'id'], {
  name: 'notification_delivery_fk',
})
export class Notification {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_pk' })
  id: string;

  @Column('uuid')
  eventId: string;

  @Column('uuid')
  membershipId: string;

  @Column('uuid')
  userId: string;

  @Column('text')
  type: NotificationType;

  /** Whether the person was notified because the event was not acknowledged in time. */
  @Column('boolean', { default: false })
  isEscalated: boolean;

  /** Whether the portal lists the notification. */
  @Column('boolean')
  inPortal: boolean;

  @Column('text')
  mailMode: MailMode;

  /** Time at which the email is due; null without an email. */
  @Column('timestamptz', { nullable: true })
  mailDueAt: Date | null;

  /** The outgoing email that contains it. */
  @Column('uuid', { nullable: true })
  deliveryId: string | null;

  /** Time at which its push message is due; null without one. */
  @Column('timestamptz', { nullable: true })
  pushDueAt: Date | null;

  /** The push message that contains it, to all browsers of the person. */
  @Column('uuid', { nullable: true })
  pushId: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  readAt: Date | null;
}
