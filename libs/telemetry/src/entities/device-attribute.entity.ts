import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

/** `client`: reported by the device; `shared`: set for the device. */
export type AttributeScope = 'client' | 'shared';

/** A device's property other than a measurement, such as a version or a setting. */
@Entity('device_attribute')
@Check('device_attribute_scope_ck', `scope in ('client', 'shared')`)
@Index('device_attribute_shared_ix', { synchronize: false })
@ForeignKey(() => Device, ['makerId', 'deviceId'], ['makerId', 'id'], { name: 'device_attribute_device_fk' })
export class DeviceAttribute {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_attribute_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_attribute_pk' })
  deviceId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'device_attribute_pk' })
  scope: AttributeScope;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'device_attribute_pk' })
  name: string;

  @Column('jsonb')
  value: unknown;

  @Column('timestamptz')
  changedAt: Date;
}
