import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Device } from '#equipment';

/** When a device's storage was last rid of what is past its time, so that the next look sees only what has grown old since. */
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
