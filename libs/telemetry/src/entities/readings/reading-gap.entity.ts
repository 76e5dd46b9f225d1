import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

/** A period without readings of a device's signal that is too long for the signal's usual interval. */
@Entity('reading_gap')
@Check('reading_gap_span_ck', `from_time < to_time`)
@Index('reading_gap_open_ix', ['makerId', 'deviceKey'], { where: 'to_time is null and filled_at is null' })
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'reading_gap_device_fk' })
export class ReadingGapEntry {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reading_gap_pk' })
  makerId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'reading_gap_pk' })
  deviceKey: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'reading_gap_pk' })
  signalKey: string;

  /** Device time of the last reading before the gap. */
  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'reading_gap_pk' })
  fromTime: Date;

  /** Device time of the first reading after the gap; null while the gap is open. */
  @Column('timestamptz', { nullable: true })
  toTime: Date | null;

  /** The expected interval between readings: the declared interval, or otherwise the usual one. */
  @Column('bigint')
  expectedMs: string;

  @Column('timestamptz')
  foundAt: Date;

  /** Time at which late readings filled the gap. A filled gap is no longer reported. */
  @Column('timestamptz', { nullable: true })
  filledAt: Date | null;
}
