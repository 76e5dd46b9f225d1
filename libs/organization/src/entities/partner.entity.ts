import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Maker } from './maker.entity.js';

/** A dealer, a service company or a plant group: whoever is its person reaches the customers that belong to it. */
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

  /** An archived partner's people reach nobody through it. */
  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
