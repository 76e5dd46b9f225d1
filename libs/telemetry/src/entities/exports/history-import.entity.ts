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

/** A file of machines' past: how far it is uploaded and imported. */
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

  /** The file's. */
  @Column('text')
  name: string;

  /** The file's, as whoever uploads it said. */
  @Column('bigint')
  bytes: string;

  /** Of these so many are there. */
  @Column('bigint', { default: 0 })
  uploaded: string;

  @Column('text')
  state: HistoryImportState;

  @Column('jsonb', { nullable: true })
  plan: HistoryPlan | null;

  /** Names of the file's columns. */
  @Column('jsonb', { nullable: true })
  columns: readonly string[] | null;

  /** The row of headers as it stands in the file. */
  @Column('text', { nullable: true })
  header: string | null;

  /** Where in the file the next row begins. */
  @Column('bigint', { default: 0 })
  position: string;

  /** Rows read. */
  @Column('bigint', { default: 0 })
  rows: string;

  /** Readings. */
  @Column('bigint', { default: 0 })
  stored: string;

  /** Values of these. */
  @Column('bigint', { default: 0 })
  points: string;

  @Column('bigint', { default: 0 })
  duplicates: string;

  @Column('bigint', { default: 0 })
  conflicts: string;

  @Column('bigint', { default: 0 })
  refused: string;

  /** How long the worker was at it. */
  @Column('bigint', { default: 0 })
  busyMs: string;

  @Column('jsonb', { nullable: true })
  fault: { readonly code: string; readonly params: Readonly<Record<string, string | number>> } | null;

  /** Whether the file is kept still. */
  @Column('boolean', { default: true })
  hasFile: boolean;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  /** The person's name at that time; the database fills it. */
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
