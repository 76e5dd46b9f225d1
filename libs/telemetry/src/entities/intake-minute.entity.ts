import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A maker's traffic in one minute. Ingest counts it and writes it every few seconds. */
@Entity('intake_minute')
@Check('intake_minute_ck', `minute = date_trunc('minute', minute)`)
export class IntakeMinute {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'intake_minute_pk' })
  makerId: string;

  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'intake_minute_pk' })
  minute: Date;

  /** Number of received payloads, including rejected ones. */
  @Column('bigint')
  messages: string;

  /** Number of stored readings. */
  @Column('bigint')
  readings: string;

  /** Number of values in the stored readings. */
  @Column('bigint')
  points: string;

  @Column('bigint')
  duplicates: string;

  /** Number of stored readings that arrived long after they were measured. */
  @Column('bigint')
  late: string;

  @Column('bigint')
  quarantined: string;

  /** Number of readings by lag, in the buckets of `LAG_BOUNDS_MS`. */
  @Column('bigint', {
    array: true,
    comment: 'readings by how long they took from their arrival to their commit',
  })
  lags: string[];
}
