import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Machine } from '#equipment';

/** A request to evaluate a machine, starting at an instant. It is deleted with the commit of that evaluation. */
@Entity('evaluation_request')
@Index('evaluation_request_machine_ix', ['makerId', 'machineId'])
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], {
  name: 'evaluation_request_machine_fk',
})
export class EvaluationRequest {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'evaluation_request_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'evaluation_request_pk' })
  id: string;

  @Column('uuid')
  machineId: string;

  @Column('timestamptz')
  evaluateFrom: Date;

  @Column('timestamptz', {
    nullable: true,
    comment: 'null: at once; else when the reading that waits is no longer ahead of time',
  })
  dueAt: Date | null;
}
