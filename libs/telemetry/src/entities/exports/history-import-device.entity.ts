import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';
import { HistoryImport } from './history-import.entity.js';

/** A device's imported readings. */
@Entity('history_import_device')
@Index('history_import_device_fresh_ix', ['makerId'], { where: 'not judged' })
@ForeignKey(() => HistoryImport, ['makerId', 'importId'], ['makerId', 'id'], {
  name: 'history_import_device_import_fk',
})
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'history_import_device_device_fk' })
export class HistoryImportDevice {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'history_import_device_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'history_import_device_pk' })
  importId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'history_import_device_pk' })
  deviceKey: number;

  @Column('bigint')
  readings: string;

  /** Earliest and latest device time. */
  @Column('timestamptz')
  fromTime: Date;

  @Column('timestamptz')
  toTime: Date;

  @Column('boolean', {
    default: false,
    comment: 'whether evaluation knows of its readings; it is told when the import has ended',
  })
  judged: boolean;
}
