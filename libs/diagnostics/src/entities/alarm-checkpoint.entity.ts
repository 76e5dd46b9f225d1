import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Machine } from '#equipment';
import type { EvaluationState } from '../domain/checkpoint.js';

/** A machine's evaluation progress on one UTC day. */
@Entity('alarm_checkpoint')
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], {
  name: 'alarm_checkpoint_machine_fk',
})
export class AlarmCheckpoint {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'alarm_checkpoint_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'alarm_checkpoint_pk' })
  machineId: string;

  /** Midnight at the end of the day. */
  @PrimaryColumn('timestamptz', {
    primaryKeyConstraintName: 'alarm_checkpoint_pk',
    comment: 'the UTC midnight after the day',
  })
  evaluatedTo: Date;

  @Column('jsonb')
  state: EvaluationState[];
}
