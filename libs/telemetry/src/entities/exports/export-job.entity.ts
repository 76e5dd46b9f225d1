import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Customer } from '#customers';
import { type CsvFormulas, type ErrorParams, JobProgress, StoredFile } from '#platform';
import type { ExportFormat } from '../../domain/export/row-style.js';

/** A one-off export that the worker writes, and its file. Progress is in the row of its job. */
@Entity('export_job')
@Unique('export_job_job_uq', ['makerId', 'jobId'])
@Index('export_job_person_ix', ['makerId', 'askedBy', 'id'])
@Index('export_job_file_ix', ['makerId', 'fileId'])
@Check('export_job_span_ck', 'from_time < to_time')
@Check('export_job_format_ck', `format in ('csv', 'ndjson', 'parquet')`)
@Check('export_job_formulas_ck', `formulas in ('escape', 'keep')`)
@Check('export_job_owner_ck', '(customer_id is null) = (customers is null)')
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'export_job_customer_fk' })
@ForeignKey(() => JobProgress, ['makerId', 'jobId'], ['makerId', 'id'], { name: 'export_job_job_fk' })
@ForeignKey(() => StoredFile, ['makerId', 'fileId'], ['makerId', 'id'], { name: 'export_job_file_fk' })
export class ExportJob {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'export_job_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'export_job_pk' })
  id: string;

  /** The only person who may see the export. */
  @Column('uuid')
  askedBy: string;

  @Column('uuid', {
    nullable: true,
    comment: 'first of customers, by which row-level security goes',
  })
  customerId: string | null;

  /** The customers in the person's scope. */
  @Column('uuid', {
    array: true,
    nullable: true,
    comment: "whose readings it holds; null: all of the maker's",
  })
  customers: string[] | null;

  @Column('uuid', { array: true, nullable: true, comment: 'null: every machine that customers have' })
  machineIds: string[] | null;

  /** Signal keys; empty for all. */
  @Column('text', { array: true })
  signals: string[];

  @Column('timestamptz')
  fromTime: Date;

  @Column('timestamptz')
  toTime: Date;

  @Column('text')
  format: ExportFormat;

  @Column('text')
  formulas: CsvFormulas;

  @Column('timestamptz')
  createdAt: Date;

  /** The job that writes the file. */
  @Column('uuid')
  jobId: string;

  /** The written file; null until it is complete. */
  @Column('uuid', { nullable: true })
  fileId: string | null;

  @Column('timestamptz', { nullable: true, comment: 'readings that were received later are not in the file' })
  knownUntil: Date | null;

  /** Number of values in the file. */
  @Column('bigint', { nullable: true })
  points: string | null;

  /** Time at which the export is deleted; null until the job has ended. */
  @Column('timestamptz', { nullable: true, comment: 'when the job and its file are deleted' })
  expiresAt: Date | null;

  /** Reason for the failure of the last attempt. */
  @Column('jsonb', { nullable: true })
  fault: { readonly code: string; readonly params: ErrorParams } | null;
}
