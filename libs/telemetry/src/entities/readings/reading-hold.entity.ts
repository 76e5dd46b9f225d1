import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Device } from '#equipment';

/** A hold that keeps readings beyond their retention, on request or because usage is based on them. */
@Entity('reading_hold')
@Unique('reading_hold_usage_uq', ['makerId', 'usagePeriodId'])
@Check('reading_hold_span_ck', 'from_time < to_time')
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'reading_hold_device_fk' })
export class ReadingHold {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reading_hold_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reading_hold_pk' })
  id: string;

  @Column('integer', { nullable: true, comment: 'null: every device' })
  deviceKey: number | null;

  /** Key of the signal; null for every signal. */
  @Column('text', { nullable: true })
  signalKey: string | null;

  @Column('timestamptz')
  fromTime: Date;

  /** End of the span, exclusive. */
  @Column('timestamptz')
  toTime: Date;

  @Column('text')
  reason: string;

  @Column('uuid', {
    nullable: true,
    comment: 'the usage whose evidence it is; such a hold is never released',
  })
  usagePeriodId: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  /** The person's name at that time, set by a database trigger. */
  @Column('text', { nullable: true })
  createdByName: string | null;

  @Column('timestamptz', { nullable: true })
  releasedAt: Date | null;

  @Column('uuid', { nullable: true })
  releasedBy: string | null;

  /** The person's name at that time, set by a database trigger. */
  @Column('text', { nullable: true })
  releasedByName: string | null;

  @Column('text', { nullable: true })
  releaseReason: string | null;
}
