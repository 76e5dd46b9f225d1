import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Machine } from './machine.entity.js';

/** A part in a machine, with serial and lot, from its installation to its removal. */
@Entity('component')
@Check('component_removed_ck', `removed_at is null or removed_at >= installed_at`)
@Index('component_machine_ix', ['makerId', 'machineId'])
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], { name: 'component_machine_fk' })
export class Component {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'component_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'component_pk' })
  id: string;

  @Column('uuid')
  machineId: string;

  /** Position of the part in the machine, such as "air_circuit". */
  @Column('text', { default: '' })
  assembly: string;

  @Column('text')
  partNumber: string;

  @Column('text', { default: '' })
  name: string;

  @Column('text', { default: '' })
  serial: string;

  @Column('text', { default: '' })
  lot: string;

  @Column('timestamptz')
  installedAt: Date;

  @Column('timestamptz', { nullable: true })
  removedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
