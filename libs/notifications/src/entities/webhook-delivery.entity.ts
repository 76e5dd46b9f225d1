import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { WebhookState } from '../domain/webhooks/webhook-retries.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** A message to a webhook endpoint. */
@Entity('webhook_delivery')
@Unique('webhook_delivery_once_uq', ['makerId', 'endpointId', 'eventId'])
@Check('webhook_delivery_state_ck', `state in ('waiting', 'sending', 'delivered', 'failed')`)
@Check(
  'webhook_delivery_claim_ck',
  `state <> 'sending' or (claim_id is not null and claimed_until is not null)`,
)
@Check('webhook_delivery_finished_ck', `(state in ('waiting', 'sending')) = (finished_at is null)`)
@Index('webhook_delivery_open_ix', ['dueAt'], { where: `state in ('waiting', 'sending')` })
@Index('webhook_delivery_log_ix', ['makerId', 'endpointId', 'createdAt', 'id'])
@Index('webhook_delivery_sending_ix', ['makerId', 'endpointId'], { where: `state = 'sending'` })
@ForeignKey(() => WebhookEndpoint, ['makerId', 'endpointId'], ['makerId', 'id'], {
  name: 'webhook_delivery_endpoint_fk',
  onDelete: 'CASCADE',
})
export class WebhookDelivery {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'webhook_delivery_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'webhook_delivery_pk' })
  id: string;

  @Column('uuid')
  endpointId: string;

  /** The notification event; null for a test. */
  @Column('uuid', { nullable: true })
  eventId: string | null;

  @Column('text')
  type: string;

  /** The message as JSON. Its text is kept, because the signature covers it. */
  @Column('text')
  body: string;

  @Column('text')
  state: WebhookState;

  @Column('integer', { default: 0 })
  attempts: number;

  @Column('timestamptz')
  dueAt: Date;

  @Column('uuid', { nullable: true })
  claimId: string | null;

  @Column('timestamptz', { nullable: true })
  claimedUntil: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;
}
