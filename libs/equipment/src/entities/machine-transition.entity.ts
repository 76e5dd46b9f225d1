import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { MachineLifecycle } from '../domain/machines/lifecycle.js';
import { Machine } from './machine.entity.js';

/** A step in a machine's lifecycle, with the times at which it happened and was recorded. */
@Entity('machine_transition')
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], {
  name: 'machine_transition_machine_fk',
})
export class MachineTransition {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'machine_transition_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'machine_transition_pk' })
  id: string;

  @Column('uuid')
  machineId: string;

  @Column('text', { nullable: true })
  fromState: MachineLifecycle | null;

  @Column('text')
  toState: MachineLifecycle;

  @Column('timestamptz')
  occurredAt: Date;

  @Column('timestamptz')
  recordedAt: Date;

  @Column('uuid', { nullable: true })
  byUser: string | null;

  /** The person's name at that time, set by a database trigger. */
  @Column('text', { nullable: true })
  byUserName: string | null;

  @Column('text', { default: '' })
  reason: string;
}
