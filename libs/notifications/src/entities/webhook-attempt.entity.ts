import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { WebhookDelivery } from './webhook-delivery.entity.js';

/** An attempt to send a message to a webhook endpoint. */
@Entity('webhook_attempt')
@Index('webhook_attempt_delivery_ix', ['makerId', 'deliveryId', 'at'])
@ForeignKey(() => WebhookDelivery, ['makerId', 'deliveryId'], ['makerId', 'id'], {
  name: 'webhook_attempt_delivery_fk',
  onDelete: 'CASCADE',
})
export class WebhookAttempt {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'webhook_attempt_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'webhook_attempt_pk' })
  id: string;

  @Column('uuid')
  deliveryId: string;

  @Column('timestamptz')
  at: Date;

  /** HTTP status; null if there was no response. */
  @Column('integer', { nullable: true })
  status: number | null;

  /** Reason of a failure. */
  @Column('text', { nullable: true })
  error: string | null;

  @Column('integer')
  durationMs: number;

  /** The beginning of the response. */
  @Column('text')
  response: string;
}
