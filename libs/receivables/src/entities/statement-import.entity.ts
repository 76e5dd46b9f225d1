import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ErrorParams } from '#platform';
import type { ImportOptions } from '../domain/imports/import-options.js';
import type { ImportSummary } from '../domain/imports/import-summary.js';

/**
 * States of an import: `reading` and `importing` until the worker has finished, `ready` to import, or `refused` because
 * the file is invalid.
 */
export const STATEMENT_IMPORT_STATES = ['reading', 'ready', 'refused', 'importing', 'done'] as const;
export type StatementImportState = (typeof STATEMENT_IMPORT_STATES)[number];

/** The reason why a file is refused: an error code with its parameters. */
export interface ImportProblem {
  readonly code: string;
  readonly params: ErrorParams;
}

/** A file with bank statements. Its bytes are in the file store under the same id. */
@Entity('statement_import')
@Index('statement_import_newest_ix', { synchronize: false })
@Check('statement_import_state_ck', `state in ('reading', 'ready', 'refused', 'importing', 'done')`)
@Check('statement_import_problem_ck', `(state = 'refused') = (problem is not null)`)
@Check('statement_import_summary_ck', `state not in ('ready', 'importing', 'done') or summary is not null`)
export class StatementImport {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'statement_import_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'statement_import_pk' })
  id: string;

  /** Name of the file. */
  @Column('text')
  name: string;

  @Column('bigint')
  bytes: string;

  @Column('text')
  state: StatementImportState;

  @Column('jsonb', { default: {} })
  options: ImportOptions;

  /** Contents of the file; before the import, also the expected matches. */
  @Column('jsonb', { nullable: true })
  summary: ImportSummary | null;

  @Column('jsonb', { nullable: true })
  problem: ImportProblem | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  createdByName: string | null;

  @Column('timestamptz')
  updatedAt: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt: Date | null;
}
