import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Maker } from './maker.entity.js';

/** A dealer, a service company or a plant group. Its people have access to the customers assigned to it. */
@Entity('partner')
@Unique('partner_code_uq', ['makerId', 'code'])
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'partner_maker_fk' })
export class Partner {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'partner_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'partner_pk' })
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  /** Time of archiving. The people of an archived partner have no access to customers through it. */
  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
