import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { StoredFile } from '#platform';
import { Ticket } from './ticket.entity.js';

@Entity('ticket_file')
@ForeignKey(() => Ticket, ['makerId', 'ticketId'], ['makerId', 'id'], { name: 'ticket_file_ticket_fk' })
@ForeignKey(() => StoredFile, ['makerId', 'fileId'], ['makerId', 'id'], { name: 'ticket_file_file_fk' })
export class TicketFile {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ticket_file_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ticket_file_pk' })
  ticketId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ticket_file_pk' })
  fileId: string;

  @Column('text', { default: '' })
  caption: string;
}
