import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Attributes } from '../domain/machines/attributes.js';
import type { MachineLifecycle } from '../domain/machines/lifecycle.js';
import { EquipmentModel } from './equipment-model.entity.js';

/** The owner of the machine. */
export type MachineOwner = 'maker' | 'customer';

@Entity('machine')
@Index('machine_search_ix', { synchronize: false })
@Unique('machine_serial_uq', ['makerId', 'serial'])
@Check('machine_owner_ck', `owner in ('maker', 'customer')`)
@Check(
  'machine_lifecycle_ck',
  `lifecycle in ('shipped', 'commissioned', 'in_service', 'swapped', 'returned', 'sold')`,
)
@ForeignKey(() => EquipmentModel, ['makerId', 'modelId'], ['makerId', 'id'], { name: 'machine_model_fk' })
export class Machine {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'machine_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'machine_pk' })
  id: string;

  @Column('text')
  serial: string;

  @Column('uuid')
  modelId: string;

  @Column('text')
  owner: MachineOwner;

  @Column('text')
  lifecycle: MachineLifecycle;

  /** Time at which the machine first left the factory. Older readings are rejected. */
  @Column('timestamptz')
  shippedAt: Date;

  @Column('timestamptz', { nullable: true })
  commissionedAt: Date | null;

  /** Connection of the machine's devices to the internet, such as "maker SIM" or "customer LAN". */
  @Column('text', { default: '' })
  connection: string;

  @Column('jsonb', { default: {} })
  attributes: Attributes;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
