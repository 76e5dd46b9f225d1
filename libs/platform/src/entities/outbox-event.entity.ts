import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('outbox_event')
@Index('outbox_event_waiting_ix', ['occurredAt'], { where: 'relayed_at is null' })
@Index('outbox_event_maker_ix', ['makerId', 'id'], { where: 'relayed_at is null' })
export class OutboxEvent {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'outbox_event_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'outbox_event_pk' })
  id: string;

  @Column('text')
  name: string;

  @Column('integer')
  version: number;

  @Column('jsonb')
  payload: object;

  @Column('timestamptz')
  occurredAt: Date;

  @Column('timestamptz', { nullable: true })
  relayedAt: Date | null;

  @Column('integer', { default: 0 })
  attempts: number;

  @Column('text', { nullable: true })
  lastError: string | null;
}
