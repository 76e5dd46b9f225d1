import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

/** When a device's expired data was last purged, so that the next sweep checks only what has expired since. */
@Entity('retention_sweep')
@ForeignKey(() => Device, ['deviceKey'], ['deviceKey'], { name: 'retention_sweep_device_fk' })
export class RetentionSweep {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'retention_sweep_pk' })
  makerId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'retention_sweep_pk' })
  deviceKey: number;

  @Column('text', { comment: 'hash of the rules and holds by which the device was swept' })
  policy: string;

  @Column('timestamptz')
  sweptAt: Date;
}
