import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

/** A device's readings of a segment of at most a day, packed by column. */
@Entity('reading_chunk')
@Index('reading_chunk_open_ix', ['makerId', 'deviceKey', 'fromTime'], { where: 'not settled' })
@Check(
  'reading_chunk_day_ck',
  "from_time <= to_time and date_trunc('day', from_time, 'UTC') = date_trunc('day', to_time, 'UTC')",
)
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'reading_chunk_device_fk' })
export class ReadingChunk {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reading_chunk_pk' })
  makerId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'reading_chunk_pk' })
  deviceKey: number;

  /** Earliest and latest device time. */
  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'reading_chunk_pk' })
  fromTime: Date;

  @Column('timestamptz')
  toTime: Date;

  /** First and last receipt time of its readings. */
  @Column('timestamptz')
  receivedFrom: Date;

  @Column('timestamptz')
  receivedTo: Date;

  @Column('integer')
  readings: number;

  @Column('integer')
  points: number;

  @Column('boolean', { comment: 'packed for good: its day is over' })
  settled: boolean;

  /** Encoded by store/codec/chunk-codec.ts. */
  @Column('bytea')
  bytes: Buffer;
}
