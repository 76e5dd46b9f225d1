import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Device } from './device.entity.js';

/** With what a device signs in. The secret was shown once; its hash is kept. */
@Entity('device_credential')
@Unique('device_credential_username_uq', ['username'])
@ForeignKey(() => Device, ['makerId', 'deviceId'], ['makerId', 'id'], { name: 'device_credential_device_fk' })
export class DeviceCredential {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_credential_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_credential_pk' })
  id: string;

  @Column('uuid')
  deviceId: string;

  @Column('text')
  username: string;

  @Column('text')
  secretHash: string;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  validUntil: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  lastUsedAt: Date | null;
}
