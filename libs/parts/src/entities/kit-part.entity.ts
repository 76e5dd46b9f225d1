import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Kit } from './kit.entity.js';
import { Part } from './part.entity.js';

/** A part of a kit. */
@Entity('kit_part')
@Check('kit_part_quantity_ck', `quantity > 0`)
@ForeignKey(() => Kit, ['makerId', 'kitId'], ['makerId', 'id'], { name: 'kit_part_kit_fk' })
@ForeignKey(() => Part, ['makerId', 'partId'], ['makerId', 'id'], { name: 'kit_part_part_fk' })
export class KitPart {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'kit_part_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'kit_part_pk' })
  kitId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'kit_part_pk' })
  partId: string;

  @Column('integer')
  quantity: number;
}
