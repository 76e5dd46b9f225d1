import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';
import type { LastValues } from '../domain/history/last-values.js';

/** What is known of a device now; rewritten by ingest. */
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

  /** Arrival of its last message, whatever became of it. */
  @Column('timestamptz', { nullable: true })
  lastSeenAt: Date | null;

  /** Device time of its newest reading. */
  @Column('timestamptz', { nullable: true })
  lastReadingAt: Date | null;

  @Column('jsonb', { default: {} })
  lastValues: LastValues;

  /** How far its clock is ahead of ours, below zero behind, as readings that came without delay tell. */
  @Column('bigint', { nullable: true })
  clockSkewMs: string | null;

  @Column('timestamptz', { nullable: true })
  silentSince: Date | null;
}
