import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

/** Up to which place a device has readings: what lies beyond is new for certain. */
@Entity('device_high_water')
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'device_high_water_device_fk' })
export class DeviceHighWater {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'device_high_water_pk' })
  makerId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'device_high_water_pk' })
  deviceKey: number;

  @Column('bigint')
  timeMs: string;

  @Column('bigint')
  seq: string;

  @Column('bigint', { comment: 'counts commits: who decided by an older one decides again' })
  version: string;
}
