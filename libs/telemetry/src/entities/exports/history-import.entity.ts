import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { HistoryPlan } from '../../domain/history-import/plan.js';

export const HISTORY_IMPORT_STATES = [
  'uploading',
  'uploaded',
  'waiting',
  'running',
  'done',
  'failed',
  'cancelled',
] as const;
export type HistoryImportState = (typeof HISTORY_IMPORT_STATES)[number];

/** A file of historical readings, with the progress of its upload and import. */
@Entity('history_import')
@Index('history_import_at_ix', { synchronize: false })
@Index('history_import_file_ix', ['createdAt'], { where: 'has_file' })
@Check(
  'history_import_state_ck',
  `state in ('uploading', 'uploaded', 'waiting', 'running', 'done', 'failed', 'cancelled')`,
)
@Check('history_import_uploaded_ck', 'uploaded between 0 and bytes')
export class HistoryImport {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'history_import_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'history_import_pk' })
  id: string;

  /** Name of the file. */
  @Column('text')
  name: string;

  /** Size of the file as declared by the uploader. */
  @Column('bigint')
  bytes: string;

  /** Number of bytes that are already uploaded. */
  @Column('bigint', { default: 0 })
  uploaded: string;

  @Column('text')
  state: HistoryImportState;

  @Column('jsonb', { nullable: true })
  plan: HistoryPlan | null;

  /** Names of the file's columns. */
  @Column('jsonb', { nullable: true })
  columns: readonly string[] | null;

  /** The header row as in the file. */
  @Column('text', { nullable: true })
  header: string | null;

  /** Position of the next row in the file, in bytes. */
  @Column('bigint', { default: 0 })
  position: string;

  /** Number of rows read. */
  @Column('bigint', { default: 0 })
  rows: string;

  /** Number of stored readings. */
  @Column('bigint', { default: 0 })
  stored: string;

  /** Number of values in the stored readings. */
  @Column('bigint', { default: 0 })
  points: string;

  @Column('bigint', { default: 0 })
  duplicates: string;

  @Column('bigint', { default: 0 })
  conflicts: string;

  @Column('bigint', { default: 0 })
  refused: string;

  /** Processing time of the worker in milliseconds. */
  @Column('bigint', { default: 0 })
  busyMs: string;

  @Column('jsonb', { nullable: true })
  fault: { readonly code: string; readonly params: Readonly<Record<string, string | number>> } | null;

  /** Whether the file still exists. */
  @Column('boolean', { default: true })
  hasFile: boolean;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  /** The person's name at that time, set by a database trigger. */
  @Column('text', { nullable: true })
  createdByName: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  startedAt: Date | null;

  @Column('timestamptz')
  updatedAt: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;
}
