import type { Role } from '#organization';
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { EscalatedType } from '../domain/escalation.js';

/** A step of the escalation of a type: the role that is notified if the event is not acknowledged in time. */
@Entity('escalation_step')
@Check('escalation_step_type_ck', `type in ('alarm.critical', 'ticket.opened')`)
@Check('escalation_step_minutes_ck', `after_minutes between 1 and 10080`)
export class EscalationStep {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'escalation_step_pk' })
  makerId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'escalation_step_pk' })
  type: EscalatedType;

  /** Order of the steps of a type, from 0. */
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'escalation_step_pk' })
  position: number;

  @Column('integer')
  afterMinutes: number;

  @Column('text')
  role: Role;
}
