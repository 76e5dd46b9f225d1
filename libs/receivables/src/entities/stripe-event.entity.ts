import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An event of Stripe, from a webhook or from the list of events. It is stored before it is processed. */
@Entity('stripe_event')
@Index('stripe_event_pending_ix', ['makerId', 'receivedAt'], { where: 'processed_at is null' })
export class StripeEvent {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stripe_event_pk' })
  makerId: string;

  @PrimaryColumn('text', {
    primaryKeyConstraintName: 'stripe_event_pk',
    comment: "connected account, or own for the account of the maker's key",
  })
  account: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'stripe_event_pk' })
  eventId: string;

  @Column('text')
  type: string;

  @Column('text')
  subjectKind: string;

  @Column('text')
  subjectId: string;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  receivedAt: Date;

  /** Number of times that processing failed. */
  @Column('integer', { default: 0 })
  tries: number;

  @Column('timestamptz', { nullable: true })
  processedAt: Date | null;
}
