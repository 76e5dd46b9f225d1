import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Customer } from '#customers';
import type { Decline, GatewayFault, MethodKind, UnknownCause } from '#payments';
import type { AttemptKind, AttemptOrigin, AttemptState } from '../domain/collection/attempt-state.js';
import { OpenItemBalance } from './open-item.entity.js';
import { Payment } from './payment.entity.js';

/**
 * An attempt to collect an open item through Stripe. It is committed before its request is sent, so that a killed process
 * leaves an attempt with an unknown outcome instead of an unrecorded payment.
 */
@Entity('payment_attempt')
@Unique('payment_attempt_number_uq', ['makerId', 'documentId', 'number'])
@Index('payment_attempt_undecided_uq', ['makerId', 'documentId'], {
  unique: true,
  where: `state in ('unknown', 'processing', 'open')`,
})
@Index('payment_attempt_intent_uq', ['makerId', 'intentId'], {
  unique: true,
  where: 'intent_id is not null',
})
@Index('payment_attempt_page_uq', ['makerId', 'pageId'], { unique: true, where: 'page_id is not null' })
@Index('payment_attempt_check_ix', ['makerId', 'nextCheckAt'], { where: 'next_check_at is not null' })
@Index('payment_attempt_retry_ix', ['makerId', 'retryOn'], { where: 'retry_on is not null' })
@Index('payment_attempt_customer_ix', ['makerId', 'customerId'])
@Check('payment_attempt_kind_ck', `kind in ('saved_method', 'page')`)
@Check('payment_attempt_origin_ck', `origin in ('person', 'retry', 'payer', 'due_date')`)
@Check(
  'payment_attempt_state_ck',
  `state in ('unknown', 'processing', 'open', 'requires_authentication',
          'declined', 'succeeded', 'canceled', 'failed')`,
)
@Check('payment_attempt_amount_ck', `amount_minor > 0`)
@Check('payment_attempt_open_ck', `state <> 'open' or kind = 'page'`)
@Check('payment_attempt_method_ck', `kind = 'page' or method_id is not null and method_kind is not null`)
@Check(
  'payment_attempt_reading_ck',
  `(asked_at is null) = (answered_at is null)
          and (asked_at is null or intent_id is not null)`,
)
@Check('payment_attempt_decline_ck', `(state = 'declined') = (decline is not null)`)
@Check('payment_attempt_retry_ck', `retry_on is null or state in ('declined', 'failed')`)
@Check(
  'payment_attempt_undecided_ck',
  `state not in ('unknown', 'processing', 'open') or next_check_at is not null`,
)
@Check('payment_attempt_payment_ck', `(state = 'succeeded') = (payment_id is not null)`)
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'payment_attempt_customer_fk',
})
@ForeignKey(() => OpenItemBalance, ['makerId', 'documentId'], ['makerId', 'documentId'], {
  name: 'payment_attempt_document_fk',
})
@ForeignKey(() => Payment, ['makerId', 'paymentId'], ['makerId', 'id'], {
  name: 'payment_attempt_payment_fk',
})
export class StoredAttempt {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'payment_attempt_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'payment_attempt_pk' })
  id: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  documentId: string;

  /** Number of the attempt for the document, from 1. */
  @Column('integer')
  number: number;

  /** Charge of a saved method without the payer, or a page of Stripe on which the payer pays. */
  @Column('text')
  kind: AttemptKind;

  @Column('text')
  origin: AttemptOrigin;

  @Column('text')
  state: AttemptState;

  @Column('text')
  currency: string;

  @Column('bigint')
  amountMinor: string;

  /** Text for the payer, which all requests with the idempotency key repeat. */
  @Column('text')
  description: string;

  @Column('text')
  stripeCustomerId: string;

  @Column('text', { nullable: true })
  methodId: string | null;

  @Column('text', { nullable: true })
  methodKind: MethodKind | null;

  /** Issuer and last digits of the method. */
  @Column('text', { nullable: true })
  methodLabel: string | null;

  @Column('text', { nullable: true })
  intentId: string | null;

  @Column('text', { nullable: true })
  chargeId: string | null;

  @Column('jsonb', { nullable: true })
  decline: Decline | null;

  /** Reason why Stripe certainly did not execute the request. */
  @Column('text', { nullable: true })
  fault: GatewayFault | 'never_created' | null;

  /** Reason why the outcome is not known; null if no response was stored. */
  @Column('text', { nullable: true })
  unknownCause: UnknownCause | null;

  @Column('boolean', { default: false })
  isReplayed: boolean;

  @Column('text', { nullable: true })
  pageId: string | null;

  @Column('text', { nullable: true })
  pageUrl: string | null;

  @Column('timestamptz', { nullable: true })
  pageExpiresAt: Date | null;

  @Column('timestamptz')
  firstSentAt: Date;

  @Column('timestamptz')
  lastSentAt: Date;

  /** Interval in which Stripe had the stored state of the intent. */
  @Column('timestamptz', { nullable: true })
  askedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  answeredAt: Date | null;

  /** Next time when the state is read from Stripe; null if the state can no longer change. */
  @Column('timestamptz', { nullable: true })
  nextCheckAt: Date | null;

  /** Local day of the seller on which the method is charged again. */
  @Column('date', { nullable: true })
  retryOn: string | null;

  @Column('uuid', { nullable: true })
  paymentId: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  createdByName: string | null;
}
