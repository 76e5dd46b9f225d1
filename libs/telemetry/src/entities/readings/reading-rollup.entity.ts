import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

/** Rollups of a chunk's readings by bucket, or its timeline of states. */
@Entity('reading_rollup')
@Check('reading_rollup_resolution_ck', 'resolution in (0, 60, 3600, 86400)')
@Check('reading_rollup_method_ck', 'mean_method in (0, 1, 2)')
@Index('reading_rollup_outdated_ix', ['makerId', 'deviceKey', 'fromTime'], {
  where: 'mean_method = 0 and resolution > 0',
})
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'reading_rollup_device_fk' })
export class ReadingRollup {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reading_rollup_pk' })
  makerId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'reading_rollup_pk' })
  deviceKey: number;

  @PrimaryColumn('integer', {
    primaryKeyConstraintName: 'reading_rollup_pk',
    comment: 'seconds of its buckets; 0: states and silences',
  })
  resolution: number;

  @PrimaryColumn('timestamptz', {
    primaryKeyConstraintName: 'reading_rollup_pk',
    comment: 'first device time of the chunk that it was made of, which it outlives',
  })
  fromTime: Date;

  @Column('timestamptz')
  toTime: Date;

  /** Encoded by store/codec/rollup-codec.ts; a timeline is JSON. */
  @Column('bytea')
  bytes: Buffer;

  @Column('smallint', {
    default: 0,
    comment:
      '0: the earlier one, to be made anew; 1: in part the earlier one, whose readings are kept no longer; 2: the present one',
  })
  meanMethod: number;
}
