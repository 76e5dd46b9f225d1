import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Records that a handler has processed an event, in the handler's own transaction, so that a redelivered event has no
 * second effect.
 */
@Entity('handled_event')
export class HandledEvent {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'handled_event_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'handled_event_pk' })
  eventId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'handled_event_pk' })
  handler: string;

  @Column('timestamptz')
  handledAt: Date;
}
