import type { Attributes } from '../domain/machines/attributes.js';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Maker } from '#organization';

/** A type of machine: the signals that its machines report, and the skill that is required to service them. */
@Entity('equipment_model')
@Unique('equipment_model_code_uq', ['makerId', 'code'])
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'equipment_model_maker_fk' })
export class EquipmentModel {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'equipment_model_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'equipment_model_pk' })
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  /** Data sheet values by name: `{kw: 75, drive: "vsd"}`. */
  @Column('jsonb', { default: {} })
  attributes: Attributes;

  /** The skill that a technician needs to work on machines of the model. */
  @Column('text', { nullable: true })
  requiredSkill: string | null;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
