import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

/**
 * Time of the last purge of a device's expired data, so that the next sweep checks only data that has expired since.
 */
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
