import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { HistoryImport } from './history-import.entity.js';

/** A rejected row of a file, with the reason. */
@Entity('history_import_row')
@ForeignKey(() => HistoryImport, ['makerId', 'importId'], ['makerId', 'id'], {
  name: 'history_import_row_import_fk',
})
export class HistoryImportRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'history_import_row_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'history_import_row_pk' })
  importId: string;

  /** Row number as in a spreadsheet. */
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

  /** The text as in the file. */
  @Column('text')
  raw: string;
}
