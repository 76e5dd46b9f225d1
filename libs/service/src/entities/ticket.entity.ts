import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Customer, Site } from '#customers';
import { Alarm, type RequiredPart, type Severity } from '#diagnostics';
import { Machine } from '#equipment';
import { Hub } from '#organization';
import type { Evidence } from '../domain/tickets/evidence.js';
import type { TicketState } from '../domain/tickets/ticket-states.js';
import { Technician } from './technician.entity.js';

export type TicketKind = 'fault' | 'kit' | 'request';

/**
 * A problem of a machine, from its cause to the remedy. Site and customer are the machine's site and customer at the
 * time of the problem.
 */
@Entity('ticket')
@Index('ticket_search_ix', { synchronize: false })
@Unique('ticket_number_uq', ['makerId', 'number'])
@Unique('ticket_alarm_uq', ['makerId', 'alarmId'])
@Check('ticket_kind_ck', `kind in ('fault', 'kit', 'request')`)
@Check('ticket_severity_ck', `severity in ('info', 'warning', 'critical')`)
@Check('ticket_state_ck', `state in ('new', 'assigned', 'accepted', 'in_progress', 'closed', 'cancelled')`)
@Check(
  'ticket_closed_ck',
  `state <> 'closed' or (closed_at is not null and symptom is not null and cause is not null and remedy is not null)`,
)
@Check('ticket_assigned_ck', `state in ('new', 'closed', 'cancelled') or technician_id is not null`)
@Index('ticket_opened_ix', { synchronize: false })
@Index('ticket_machine_ix', ['makerId', 'machineId'])
@Index('ticket_customer_ix', ['makerId', 'customerId', 'openedAt', 'id'])
@Index('ticket_site_ix', ['makerId', 'siteId', 'openedAt', 'id'])
@Index('ticket_technician_ix', ['makerId', 'technicianId'])
@Index('ticket_open_ix', ['makerId', 'machineId'], { where: `state not in ('closed', 'cancelled')` })
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], { name: 'ticket_machine_fk' })
@ForeignKey(() => Site, ['makerId', 'siteId'], ['makerId', 'id'], { name: 'ticket_site_fk' })
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'ticket_customer_fk' })
@ForeignKey(() => Hub, ['makerId', 'hubId'], ['makerId', 'id'], { name: 'ticket_hub_fk' })
@ForeignKey(() => Alarm, ['makerId', 'alarmId'], ['makerId', 'id'], { name: 'ticket_alarm_fk' })
@ForeignKey(() => Technician, ['makerId', 'technicianId'], ['makerId', 'id'], {
  name: 'ticket_technician_fk',
})
export class Ticket {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ticket_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ticket_pk' })
  id: string;

  /** Number of the ticket, counted per maker from `TK-1001`. */
  @Column('text')
  number: string;

  @Column('text')
  kind: TicketKind;

  @Column('uuid')
  machineId: string;

  @Column('uuid')
  siteId: string;

  @Column('uuid')
  customerId: string;

  /** The hub that sends technicians; null while the maker has none. */
  @Column('uuid', { nullable: true })
  hubId: string | null;

  @Column('uuid', { nullable: true })
  alarmId: string | null;

  @Column('text')
  titleCode: string;

  @Column('jsonb', { default: {} })
  titleParams: object;

  @Column('text', { default: '' })
  description: string;

  @Column('text')
  severity: Severity;

  @Column('text')
  state: TicketState;

  @Column('text', { nullable: true })
  requiredSkill: string | null;

  @Column('text', { nullable: true })
  requiredCertificate: string | null;

  @Column('jsonb', { default: [] })
  requiredParts: RequiredPart[];

  @Column('uuid', { nullable: true })
  technicianId: string | null;

  @Column('text', { nullable: true })
  technicianName: string | null;

  @Column('jsonb', { nullable: true })
  evidence: Evidence | null;

  @Column('timestamptz')
  openedAt: Date;

  @Column('uuid', { nullable: true })
  openedBy: string | null;

  @Column('timestamptz', { nullable: true })
  acceptedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  closedAt: Date | null;

  @Column('text', { nullable: true })
  symptom: string | null;

  @Column('text', { nullable: true })
  cause: string | null;

  @Column('text', { nullable: true })
  remedy: string | null;

  @Column('text', { default: '' })
  closingNote: string;

  @Column('integer', { default: 1 })
  version: number;
}
