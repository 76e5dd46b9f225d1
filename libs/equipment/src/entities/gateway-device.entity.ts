import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Device } from './device.entity.js';

/** A device name that a gateway reports, and the device to which it is mapped. */
@Entity('gateway_device')
@Index('gateway_device_device_ix', ['makerId', 'deviceId'])
@ForeignKey(() => Device, ['makerId', 'gatewayId'], ['makerId', 'id'], { name: 'gateway_device_gateway_fk' })
@ForeignKey(() => Device, ['makerId', 'deviceId'], ['makerId', 'id'], { name: 'gateway_device_device_fk' })
export class GatewayDevice {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'gateway_device_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'gateway_device_pk' })
  gatewayId: string;

  /** The name as the gateway sends it. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'gateway_device_pk' })
  name: string;

  /** The device to which the name is mapped; null until it is mapped. */
  @Column('uuid', { nullable: true })
  deviceId: string | null;

  @Column('timestamptz')
  firstSeenAt: Date;

  @Column('timestamptz')
  lastSeenAt: Date;

  @Column('timestamptz', { nullable: true })
  ignoredAt: Date | null;
}
