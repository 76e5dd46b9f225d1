import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { HistoryImport } from './history-import.entity.js';

/** A row of a file that was not imported, and why. */
@Entity('history_import_row')
@ForeignKey(() => HistoryImport, ['makerId', 'importId'], ['makerId', 'id'], {
  name: 'history_import_row_import_fk',
})
export class HistoryImportRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'history_import_row_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'history_import_row_pk' })
  importId: string;

  /** As a spreadsheet counts. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'history_import_row_pk' })
  row: string;

  @Column('text')
  code: string;

  @Column('jsonb')
  params: Readonly<Record<string, string | number>>;

  @Column('text', { nullable: true })
  columnName: string | null;

  @Column('text')
  value: string;

  /** As it stands in the file. */
  @Column('text')
  raw: string;
}
