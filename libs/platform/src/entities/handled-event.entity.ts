import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a handler has seen an event; written in the handler's own transaction, so that an event told twice acts once. */
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
