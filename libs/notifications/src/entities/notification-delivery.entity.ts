import { Membership } from '#organization';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { NotificationType } from '../domain/catalogue.js';
import type { DeliveryChannel, DeliveryKind, DeliveryState } from '../domain/deliveries/delivery.js';

/** An outgoing email or push message with one or more notifications. */
@Entity('notification_delivery')
@Check('notification_delivery_channel_ck', `channel in ('email', 'push')`)
@Check('notification_delivery_subscription_ck', `(channel = 'push') = (subscription_id is not null)`)
@Check('notification_delivery_kind_ck', `kind in ('immediate', 'digest', 'test')`)
@Check('notification_delivery_type_ck', `(kind = 'immediate') = (type is not null)`)
@Check(
  'notification_delivery_state_ck',
  `state in ('waiting', 'sending', 'sent', 'failed', 'outcome_unknown')`,
)
@Check(
  'notification_delivery_claim_ck',
  `state <> 'sending' or (claim_id is not null and claimed_until is not null)`,
)
@Check('notification_delivery_finished_ck', `(state in ('waiting', 'sending')) = (finished_at is null)`)
@Index('notification_delivery_open_ix', ['dueAt'], { where: `state in ('waiting', 'sending')` })
@Index('notification_delivery_last_ix', ['makerId', 'membershipId', 'type', 'createdAt'])
@Index('notification_delivery_log_ix', ['makerId', 'createdAt', 'id'])
@ForeignKey(() => Membership, ['makerId', 'membershipId'], ['makerId', 'id'], {
  name: 'notification_delivery_membership_fk',
})
export class NotificationDelivery {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_delivery_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'notification_delivery_pk' })
  id: string;

  @Column('uuid')
  membershipId: string;

  @Column('uuid')
  userId: string;

  @Column('text', { default: 'email' })
  channel: DeliveryChannel;

  /** Browser that gets a push message. It may have been removed. */
  @Column('uuid', { nullable: true })
  subscriptionId: string | null;

  /** Id shared by the push messages to all browsers of a person; null for emails and tests. */
  @Column('uuid', { nullable: true })
  pushId: string | null;

  /** Email address, or name of the browser. */
  @Column('text')
  recipient: string;

  @Column('text')
  kind: DeliveryKind;

  /** Type of all its notifications; null for a digest and a test. */
  @Column('text', { nullable: true })
  type: NotificationType | null;

  /** Number of notifications in the message. */
  @Column('integer')
  items: number;

  /** Subject of the email, or title of the push message; null until it is composed. */
  @Column('text', { nullable: true })
  subject: string | null;

  @Column('text')
  state: DeliveryState;

  @Column('integer', { default: 0 })
  attempts: number;

  /** Time at which the message is to be sent or retried. */
  @Column('timestamptz')
  dueAt: Date;

  /** Identifies the attempt, so that no other attempt records its outcome. */
  @Column('uuid', { nullable: true })
  claimId: string | null;

  /** Time from which a message that is still being sent counts as interrupted. */
  @Column('timestamptz', { nullable: true })
  claimedUntil: Date | null;

  @Column('text', { nullable: true })
  error: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;
}
