import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { EquipmentModel } from '#equipment';
import { Part } from './part.entity.js';

/** The quantity of a part in one assembly of a model. */
@Entity('bom_line')
@Unique('bom_line_part_uq', ['makerId', 'modelId', 'assembly', 'partId'])
@Check('bom_line_quantity_ck', `quantity > 0`)
@ForeignKey(() => EquipmentModel, ['makerId', 'modelId'], ['makerId', 'id'], { name: 'bom_line_model_fk' })
@ForeignKey(() => Part, ['makerId', 'partId'], ['makerId', 'id'], { name: 'bom_line_part_fk' })
export class BomLine {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bom_line_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bom_line_pk' })
  id: string;

  @Column('uuid')
  modelId: string;

  @Column('text')
  assembly: string;

  @Column('uuid')
  partId: string;

  @Column('integer')
  quantity: number;
}
