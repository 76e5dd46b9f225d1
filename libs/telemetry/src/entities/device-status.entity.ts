import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';
import type { LastValues } from '../domain/last-values.js';

/** What is known of a device now; rewritten by ingest with every batch. */
@Entity('device_status')
@Index('device_status_dirty_ix', ['makerId'], { where: 'dirty_from is not null' })
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

  /** Arrival of its last message, whatever became of it. */
  @Column('timestamptz', { nullable: true })
  lastSeenAt: Date | null;

  /** Device time of its newest reading. */
  @Column('timestamptz', { nullable: true })
  lastReadingAt: Date | null;

  @Column('jsonb', { default: {} })
  lastValues: LastValues;

  /** Its clock against ours at its newest reading; far below zero while it sends what it held back. */
  @Column('bigint', { nullable: true })
  clockSkewMs: string | null;

  @Column('timestamptz', { nullable: true })
  silentSince: Date | null;

  /** Earliest device time that evaluation has not looked at. */
  @Column('timestamptz', { nullable: true })
  dirtyFrom: Date | null;

  @Column('bigint', { default: 0 })
  dirtyVersion: string;
}
