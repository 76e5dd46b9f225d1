import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

/**
 * A device's traffic in an hour, for comparison with its limits: the last minute and the busiest minute. Ingest writes
 * it every minute.
 */
@Entity('device_intake')
@Check('device_intake_hour_ck', `extract(epoch from hour)::bigint % 3600 = 0`)
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'device_intake_device_fk' })
export class DeviceIntake {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_intake_pk' })
  makerId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'device_intake_pk' })
  deviceKey: number;

  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'device_intake_pk' })
  hour: Date;

  /** The last minute with messages. */
  @Column('timestamptz')
  minute: Date;

  /** Number of received payloads, including rejected ones. */
  @Column('bigint')
  minuteMessages: string;

  /** Number of values in stored readings. */
  @Column('bigint')
  minutePoints: string;

  @Column('bigint', { comment: 'in one minute of the hour' })
  mostMessages: string;

  @Column('bigint', { comment: 'in one minute of the hour' })
  mostPoints: string;
}
