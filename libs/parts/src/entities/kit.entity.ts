import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { EquipmentModel } from '#equipment';

/** A kit of parts for servicing a model after a number of running hours. */
@Entity('kit')
@Unique('kit_code_uq', ['makerId', 'modelId', 'code'])
@Check('kit_trigger_ck', `trigger_hours > 0`)
@ForeignKey(() => EquipmentModel, ['makerId', 'modelId'], ['makerId', 'id'], { name: 'kit_model_fk' })
export class Kit {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'kit_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'kit_pk' })
  id: string;

  @Column('text')
  code: string;

  @Column('uuid')
  modelId: string;

  @Column('integer')
  triggerHours: number;

  /** True if the kit is due at every multiple of its hours; false if it is due only once. */
  @Column('boolean', { default: true })
  repeats: boolean;

  @Column('numeric', { default: 0 })
  labourHours: string;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
