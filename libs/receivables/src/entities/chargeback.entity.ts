import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Customer } from '#customers';
import type { ChargebackState } from '../domain/collection/chargeback.js';
import { StoredAttempt } from './payment-attempt.entity.js';
import { Refund } from './refund.entity.js';

/** A chargeback of a card payment, or a debit that the payer's bank returned after it had succeeded. */
@Entity('chargeback')
@Unique('chargeback_stripe_uq', ['makerId', 'stripeId'])
@Index('chargeback_attempt_ix', ['makerId', 'attemptId'])
@Index('chargeback_customer_ix', ['makerId', 'customerId'])
@Index('chargeback_refund_ix', ['makerId', 'refundId'], { where: 'refund_id is not null' })
@Check('chargeback_state_ck', `state in ('inquiry', 'inquiry_closed', 'open', 'under_review', 'won', 'lost')`)
@Check('chargeback_amount_ck', `amount_minor > 0`)
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'chargeback_customer_fk' })
@ForeignKey(() => StoredAttempt, ['makerId', 'attemptId'], ['makerId', 'id'], {
  name: 'chargeback_attempt_fk',
})
@ForeignKey(() => Refund, ['makerId', 'refundId'], ['makerId', 'id'], { name: 'chargeback_refund_fk' })
export class Chargeback {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'chargeback_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'chargeback_pk' })
  id: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  attemptId: string;

  /** Id of the dispute at Stripe. */
  @Column('text')
  stripeId: string;

  @Column('text')
  state: ChargebackState;

  /** Code of the payer's bank, such as `fraudulent`. */
  @Column('text')
  reason: string;

  @Column('text')
  currency: string;

  @Column('bigint')
  amountMinor: string;

  /** Last moment for evidence; null if the chargeback can't be contested. */
  @Column('timestamptz', { nullable: true })
  evidenceDueAt: Date | null;

  /** Refund that posts the return of the money. */
  @Column('uuid', {
    nullable: true,
    comment: 'last posted return of the money; null if none was posted',
  })
  refundId: string | null;

  @Column('timestamptz')
  openedAt: Date;

  @Column('timestamptz')
  readAt: Date;
}
