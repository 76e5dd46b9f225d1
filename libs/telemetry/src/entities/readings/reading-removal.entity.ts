import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

/** Times for which data of a device's signal has been purged: its readings, or its rollups of one resolution. */
@Entity('reading_removal')
@Check('reading_removal_resolution_ck', 'resolution in (0, 60, 3600, 86400)')
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'reading_removal_device_fk' })
export class ReadingRemoval {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reading_removal_pk' })
  makerId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'reading_removal_pk' })
  deviceKey: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'reading_removal_pk' })
  key: string;

  @PrimaryColumn('integer', {
    primaryKeyConstraintName: 'reading_removal_pk',
    comment: 'seconds of the buckets that are gone; 0: the readings themselves',
  })
  resolution: number;

  /** Times of the purged data as a multirange literal. */
  @Column('tstzmultirange')
  removed: string;
}
