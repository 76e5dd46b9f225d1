import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** What came in of a maker in one minute; counted by ingest, written every few seconds. */
@Entity('intake_minute')
@Check('intake_minute_ck', `minute = date_trunc('minute', minute)`)
export class IntakeMinute {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'intake_minute_pk' })
  makerId: string;

  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'intake_minute_pk' })
  minute: Date;

  /** Payloads, whatever became of them. */
  @Column('bigint')
  messages: string;

  /** Stored. */
  @Column('bigint')
  readings: string;

  /** Values in the stored readings. */
  @Column('bigint')
  points: string;

  @Column('bigint')
  duplicates: string;

  /** Of the stored readings, those that came long after they were measured. */
  @Column('bigint')
  late: string;

  @Column('bigint')
  quarantined: string;

  /** In the buckets of `LAG_BOUNDS_MS`. */
  @Column('bigint', {
    array: true,
    comment: 'readings by how long they took from their arrival to their commit',
  })
  lags: string[];
}
