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

  /** SHA-256 in hex of the bytes as sent; null for files from before images were re-encoded. */
  @Column('text', {
    nullable: true,
    comment:
      'hex, of the bytes as they were sent; null for files from before, which are kept as they were sent',
  })
  originalSha256: string | null;

  /** Capture time according to the camera, in ISO 8601 in its local time. */
  @Column('text', {
    nullable: true,
    comment:
      "ISO 8601 in the camera's local time, with an offset where the camera said one; null where it said nothing",
  })
  capturedAt: string | null;
}
