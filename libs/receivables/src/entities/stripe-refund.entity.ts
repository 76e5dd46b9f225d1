import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Customer } from '#customers';
import type { StripeRefundState } from '../domain/collection/stripe-refund.js';
import { StoredAttempt } from './payment-attempt.entity.js';
import { Refund } from './refund.entity.js';

/** How Stripe returns the money of a refund to the method that paid. Exists from the request on. */
@Entity('stripe_refund')
@Unique('stripe_refund_stripe_uq', ['makerId', 'stripeId'])
@Index('stripe_refund_attempt_ix', ['makerId', 'attemptId'])
@Index('stripe_refund_customer_ix', ['makerId', 'customerId'])
@Index('stripe_refund_check_ix', ['makerId', 'nextCheckAt'], { where: 'next_check_at is not null' })
@Check(
  'stripe_refund_state_ck',
  `state in ('requested', 'unknown', 'pending', 'requires_action', 'succeeded', 'failed', 'canceled')`,
)
@Check('stripe_refund_sent_ck', `(first_sent_at is null) = (last_sent_at is null)`)
@Check(
  'stripe_refund_read_ck',
  `state in ('requested', 'unknown', 'failed', 'canceled') or stripe_id is not null`,
)
@Check('stripe_refund_key_ck', `key_number > 0`)
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'stripe_refund_customer_fk',
})
@ForeignKey(() => StoredAttempt, ['makerId', 'attemptId'], ['makerId', 'id'], {
  name: 'stripe_refund_attempt_fk',
})
@ForeignKey(() => Refund, ['makerId', 'refundId'], ['makerId', 'id'], { name: 'stripe_refund_refund_fk' })
export class StripeRefund {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stripe_refund_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stripe_refund_pk' })
  refundId: string;

  @Column('uuid')
  customerId: string;

  /** The attempt whose payment is refunded. */
  @Column('uuid')
  attemptId: string;

  @Column('text')
  state: StripeRefundState;

  /** Id of the refund at Stripe. */
  @Column('text', { nullable: true })
  stripeId: string | null;

  /** Code of the last failure; null if there was none. */
  @Column('text', { nullable: true })
  failure: string | null;

  /** Number of the idempotency key. A new one is used only if no refund with the earlier ones exists. */
  @Column('integer', { default: 1 })
  keyNumber: number;

  /** First and last request with the current key. */
  @Column('timestamptz', { nullable: true })
  firstSentAt: Date | null;

  @Column('timestamptz', { nullable: true })
  lastSentAt: Date | null;

  /** Next time when the refund is sent, or its state is read; null if neither is needed. */
  @Column('timestamptz', { nullable: true })
  nextCheckAt: Date | null;

  /** Last reading of the state from Stripe. */
  @Column('timestamptz', { nullable: true })
  readAt: Date | null;
}
