import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Maker } from '#organization';

/** Maximum quantity that one person may decide alone, by unit. A unit without a limit needs no second person. */
@Entity('decision_limit')
@Check('decision_limit_quantity_ck', 'quantity >= 0')
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'decision_limit_maker_fk' })
export class DecisionLimit {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'decision_limit_pk' })
  makerId: string;

  /** UCUM unit code. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'decision_limit_pk' })
  unit: string;

  @Column('numeric')
  quantity: string;

  @Column('integer', { default: 1 })
  version: number;
}
