import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Site } from '#customers';
import { Machine } from './machine.entity.js';

export const DEVICE_KINDS = ['controller', 'gateway', 'instrument'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** How long a device may stay away at least and at most before it counts as silent. */
export const SILENT_AFTER_SECONDS = { min: 10, max: 604_800 } as const;

/** What holds a credential and reports: a machine's controller or gateway, or an instrument of a site. */
@Entity('device')
@Unique('device_key_uq', ['deviceKey'])
@Unique('device_code_uq', ['makerId', 'code'])
@Check('device_code_ck', `code ~ '^[A-Za-z0-9._-]{1,64}$'`)
@Check('device_kind_ck', `kind in ('controller', 'gateway', 'instrument')`)
@Check(
  'device_place_ck',
  `num_nonnulls(machine_id, site_id) = 1
          or (gateway_id is not null and num_nonnulls(machine_id, site_id) = 0)`,
)
@Check('device_creates_devices_ck', `not creates_devices or kind = 'gateway'`)
@Check(
  'device_silent_after_ck',
  `silent_after_seconds between ${SILENT_AFTER_SECONDS.min} and ${SILENT_AFTER_SECONDS.max}`,
)
@Index('device_machine_ix', ['makerId', 'machineId'])
@Index('device_site_ix', ['makerId', 'siteId'])
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], { name: 'device_machine_fk' })
@ForeignKey(() => Site, ['makerId', 'siteId'], ['makerId', 'id'], { name: 'device_site_fk' })
@ForeignKey(() => Device, ['makerId', 'gatewayId'], ['makerId', 'id'], { name: 'device_gateway_fk' })
export class Device {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_pk' })
  id: string;

  /** Short key of its readings, given by the database. */
  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'ALWAYS', update: false })
  deviceKey: number;

  /** As in its topics. */
  @Column('text')
  code: string;

  @Column('text')
  kind: DeviceKind;

  @Column('uuid', { nullable: true })
  machineId: string | null;

  @Column('uuid', { nullable: true })
  siteId: string | null;

  /** Through which it came. Only such a device may be without a place, until somebody gives it one. */
  @Column('uuid', { nullable: true })
  gatewayId: string | null;

  /** Of a gateway: a name that nobody knows becomes a new device; otherwise it waits for somebody to adopt it. */
  @Column('boolean', { default: false })
  createsDevices: boolean;

  /** Without a reading for longer than this it counts as silent. */
  @Column('integer', { default: 900 })
  silentAfterSeconds: number;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
