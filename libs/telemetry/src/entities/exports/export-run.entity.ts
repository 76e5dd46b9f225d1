import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { type ErrorParams, JobProgress, StoredFile } from '#platform';
import { ExportSchedule } from './export-schedule.entity.js';

/** A period of an export schedule and its file. Its job holds the progress. */
@Entity('export_run')
@Unique('export_run_period_uq', ['makerId', 'scheduleId', 'fromTime', 'toTime'])
@Unique('export_run_job_uq', ['makerId', 'jobId'])
@Index('export_run_file_ix', ['makerId', 'fileId'])
@Check('export_run_span_ck', 'from_time < to_time')
@ForeignKey(() => ExportSchedule, ['makerId', 'scheduleId'], ['makerId', 'id'], {
  name: 'export_run_schedule_fk',
})
@ForeignKey(() => JobProgress, ['makerId', 'jobId'], ['makerId', 'id'], { name: 'export_run_job_fk' })
@ForeignKey(() => StoredFile, ['makerId', 'fileId'], ['makerId', 'id'], { name: 'export_run_file_fk' })
export class ExportRun {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'export_run_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'export_run_pk' })
  id: string;

  @Column('uuid')
  scheduleId: string;

  /** The schedule's customer. */
  @Column('uuid', { nullable: true })
  customerId: string | null;

  @Column('timestamptz')
  fromTime: Date;

  @Column('timestamptz')
  toTime: Date;

  /** Local dates: the first day of the period, and the first day of the next one. */
  @Column('date')
  firstDay: string;

  @Column('date')
  endDay: string;

  /** The job that writes the file of the run. */
  @Column('uuid')
  jobId: string;

  /** The person who requested the run; null if the schedule requested it. */
  @Column('uuid', { nullable: true })
  askedBy: string | null;

  /** The person's name at that time, set by a database trigger. */
  @Column('text', { nullable: true })
  askedByName: string | null;

  /** The written file; null until the first one is complete. While a new file is written, the previous one is kept. */
  @Column('uuid', { nullable: true })
  fileId: string | null;

  @Column('timestamptz', { nullable: true, comment: 'what was received later is not in the file' })
  knownUntil: Date | null;

  @Column('integer', { nullable: true })
  machines: number | null;

  @Column('integer', {
    nullable: true,
    comment: 'machines that are named and were nobody’s to export in the period',
  })
  leftOut: number | null;

  /** Number of values in the file. */
  @Column('bigint', { nullable: true })
  points: string | null;

  @Column('bigint', { default: 0, comment: 'values of the period that were received after known_until' })
  latePoints: string;

  @Column('timestamptz', { nullable: true })
  lateLookedAt: Date | null;

  /** Reason for the failure of the last attempt. */
  @Column('jsonb', { nullable: true })
  fault: { readonly code: string; readonly params: ErrorParams } | null;
}
