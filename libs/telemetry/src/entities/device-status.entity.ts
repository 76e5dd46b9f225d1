import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';
import type { LastValues } from '../domain/history/last-values.js';

/** The current status of a device, which ingest updates. */
@Entity('device_status')
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'device_status_device_fk' })
export class DeviceStatus {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_status_pk' })
  makerId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'device_status_pk' })
  deviceKey: number;

  @Column('boolean', { default: false })
  connected: boolean;

  @Column('timestamptz', { nullable: true })
  connectionChangedAt: Date | null;

  /** Arrival of the device's last message, even if it was rejected. */
  @Column('timestamptz', { nullable: true })
  lastSeenAt: Date | null;

  /** Device time of the device's newest reading. */
  @Column('timestamptz', { nullable: true })
  lastReadingAt: Date | null;

  @Column('jsonb', { default: {} })
  lastValues: LastValues;

  /**
   * How far the device's clock is ahead of the server's, negative if behind. It is derived from readings that arrived
   * without delay.
   */
  @Column('bigint', { nullable: true })
  clockSkewMs: string | null;

  @Column('timestamptz', { nullable: true })
  silentSince: Date | null;
}
