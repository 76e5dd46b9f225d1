import { Membership } from '#organization';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { NotificationType } from '../domain/catalogue.js';
import type { DeliveryState } from '../domain/delivery-state.js';

/** An outgoing email with one or more notifications. */
@Entity('notification_delivery')
@Check('notification_delivery_kind_ck', `kind in ('immediate', 'digest')`)
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

  /** Email address. */
  @Column('text')
  recipient: string;

  @Column('text')
  kind: 'immediate' | 'digest';

  /** Type of all its notifications; null for a digest. */
  @Column('text', { nullable: true })
  type: NotificationType | null;

  /** Number of notifications in the message. */
  @Column('integer')
  items: number;

  /** Null until it was composed. */
  @Column('text', { nullable: true })
  subject: string | null;

  @Column('text')
  state: DeliveryState;

  @Column('integer', { default: 0 })
  attempts: number;

  /** Time at which it is to be sent, or tried again. */
  @Column('timestamptz')
  dueAt: Date;

  /** Identifies the attempt, so that no other attempt records its outcome. */
  @Column('uuid', { nullable: true })
  claimId: string | null;

  /** From then on, a message that is still being sent counts as interrupted. */
  @Column('timestamptz', { nullable: true })
  claimedUntil: Date | null;

  @Column('text', { nullable: true })
  error: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;
}
