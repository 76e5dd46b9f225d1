import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Ticket } from './ticket.entity.js';

export type TicketEntryKind =
  | 'opened'
  | 'alarm_cleared'
  | 'alarm_withdrawn'
  | 'assigned'
  | 'accepted'
  | 'started'
  | 'note'
  | 'file'
  | 'needs_changed'
  | 'closed'
  | 'cancelled';

/** An event of a ticket. The time of the event is separate from the time of recording. */
@Entity('ticket_entry')
@Index('ticket_entry_ticket_ix', ['makerId', 'ticketId', 'recordedAt'])
@ForeignKey(() => Ticket, ['makerId', 'ticketId'], ['makerId', 'id'], { name: 'ticket_entry_ticket_fk' })
export class TicketEntry {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ticket_entry_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ticket_entry_pk' })
  id: string;

  @Column('uuid')
  ticketId: string;

  @Column('timestamptz')
  occurredAt: Date;

  @Column('timestamptz')
  recordedAt: Date;

  @Column('text')
  kind: TicketEntryKind;

  @Column('jsonb', { default: {} })
  params: object;

  @Column('text', { default: '' })
  note: string;

  @Column('uuid', { nullable: true })
  byUser: string | null;

  @Column('text', { nullable: true })
  byName: string | null;

  /** Whether the event is visible only to users of the maker. */
  @Column('boolean', { default: false })
  internal: boolean;
}
