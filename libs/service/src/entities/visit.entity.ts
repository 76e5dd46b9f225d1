import { Check, Column, Entity, Exclusion, ForeignKey, PrimaryColumn } from 'typeorm';
import type { VisitState } from '../domain/tickets/visit-states.js';
import { Technician } from './technician.entity.js';
import { Ticket } from './ticket.entity.js';

/**
 * A technician's planned time at a ticket's machine. A technician's visits never overlap. A finished visit frees the
 * rest of its planned time.
 */
@Entity('visit')
@Check('visit_state_ck', `state in ('planned', 'on_site', 'done', 'cancelled')`)
@Check('visit_during_ck', `not isempty(during) and lower(during) is not null and upper(during) is not null`)
@Exclusion(
  'visit_overlap_ex',
  `using gist (technician_id with =, maker_id with =, during with &&) where (state in ('planned', 'on_site'))`,
)
@ForeignKey(() => Ticket, ['makerId', 'ticketId'], ['makerId', 'id'], { name: 'visit_ticket_fk' })
@ForeignKey(() => Technician, ['makerId', 'technicianId'], ['makerId', 'id'], { name: 'visit_technician_fk' })
export class Visit {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'visit_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'visit_pk' })
  id: string;

  @Column('uuid')
  ticketId: string;

  @Column('uuid')
  technicianId: string;

  /** Name of the technician for customers, who see only the name. */
  @Column('text')
  technicianName: string;

  /** Range literal that includes its start and excludes its end. */
  @Column('tstzrange')
  during: string;

  @Column('text')
  state: VisitState;

  @Column('integer', { default: 1 })
  version: number;
}
