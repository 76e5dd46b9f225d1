import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Readings of a maker's devices as stored in one commit, until they are packed per device. */
@Entity('reading_batch')
@Index('reading_batch_fresh_ix', ['makerId'], { where: 'not judged' })
@Check('reading_batch_span_ck', 'from_time <= to_time')
export class ReadingBatch {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reading_batch_pk' })
  makerId: string;

  @PrimaryColumn('bigint', {
    primaryKeyConstraintName: 'reading_batch_pk',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
  })
  batchId: string;

  /** Receipt time of all readings in the batch. */
  @Column('timestamptz')
  receivedAt: Date;

  /** Earliest and latest device time. */
  @Column('timestamptz')
  fromTime: Date;

  @Column('timestamptz')
  toTime: Date;

  @Column('integer', { array: true })
  deviceKeys: number[];

  @Column('bigint', {
    array: true,
    comment:
      'by position of device_keys, its earliest device time in epoch milliseconds: written for every device of every commit',
  })
  deviceFromMs: string[];

  @Column('integer')
  readings: number;

  @Column('integer')
  points: number;

  /** Whether evaluation has processed the batch. */
  @Column('boolean', { default: false })
  judged: boolean;

  /** Encoded by store/codec/batch-codec.ts. */
  @Column('bytea')
  bytes: Buffer;
}
