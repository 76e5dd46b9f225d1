import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

export type JobState = 'waiting' | 'running' | 'done' | 'failed';

/** Progress of a long-running job. The job updates it, and the portal shows it. */
@Entity('job_progress')
@Check('job_progress_state_ck', `state in ('waiting', 'running', 'done', 'failed')`)
export class JobProgress {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'job_progress_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'job_progress_pk' })
  id: string;

  @Column('uuid', { nullable: true, comment: 'whose people see it beside the maker’s' })
  customerId: string | null;

  @Column('text')
  kind: string;

  @Column('text')
  state: JobState;

  @Column('bigint', { default: 0 })
  done: string;

  @Column('bigint', { nullable: true })
  total: string | null;

  @Column('jsonb', { default: {} })
  params: Record<string, unknown>;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;
}
