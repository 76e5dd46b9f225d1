import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer } from '#customers';
import type { CsvFormulas } from '#platform';
import type { MachineChoice } from '../../domain/export/machine-choice.js';
import type { ExportFormat } from '../../domain/export/row-style.js';
import type { ExportFrequency } from '../../domain/export/timetable.js';

/** A recurring export of readings: machines, signals and timetable. */
@Entity('export_schedule')
@Index('export_schedule_name_uq', { synchronize: false })
@Check('export_schedule_machines_ck', `machines_of in ('all', 'list', 'model', 'site', 'customer')`)
@Check('export_schedule_ids_ck', `(machines_of = 'all') = (cardinality(ids) = 0)`)
@Check('export_schedule_format_ck', `format in ('csv', 'ndjson', 'parquet')`)
@Check('export_schedule_formulas_ck', `formulas in ('escape', 'keep')`)
@Check('export_schedule_every_ck', `every in ('day', 'week', 'month')`)
@Check('export_schedule_hour_ck', 'hour between 0 and 23')
@Check('export_schedule_keep_ck', 'keep between 1 and 400')
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'export_schedule_customer_fk',
})
export class ExportSchedule {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'export_schedule_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'export_schedule_pk' })
  id: string;

  @Column('uuid', {
    nullable: true,
    comment: 'whose it is, and whose readings alone it holds; null: the maker’s own',
  })
  customerId: string | null;

  @Column('text')
  name: string;

  @Column('text')
  machinesOf: MachineChoice['of'];

  @Column('uuid', { array: true, comment: 'of machines, models, sites or customers, as machines_of says' })
  ids: string[];

  /** Signal keys; empty for all. */
  @Column('text', { array: true })
  signals: string[];

  @Column('text')
  format: ExportFormat;

  /** Treatment of CSV text that a spreadsheet would run as a formula. */
  @Column('text', { default: 'escape' })
  formulas: CsvFormulas;

  @Column('text')
  every: ExportFrequency;

  /** Hour of the local clock in `zone`. */
  @Column('integer')
  hour: number;

  /** IANA name of the time zone. */
  @Column('text')
  zone: string;

  /** Maximum number of files to keep. */
  @Column('integer')
  keep: number;

  @Column('boolean')
  paused: boolean;

  @Column('timestamptz', { comment: 'end of the last period that was asked for' })
  coveredUntil: Date;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  /** The person's name at that time, set by a database trigger. */
  @Column('text', { nullable: true })
  createdByName: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('integer')
  version: number;
}
