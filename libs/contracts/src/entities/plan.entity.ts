import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Maker } from '#organization';

/** A template of terms from which contracts are created. Price books contain its prices. */
@Entity('plan')
@Unique('plan_code_uq', ['makerId', 'code'])
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'plan_maker_fk' })
export class Plan {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'plan_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'plan_pk' })
  id: string;

  @Column('text')
  code: string;

  /** Name by locale; at least `en`. */
  @Column('jsonb')
  nameI18n: Record<string, string>;

  /** A short description of the prices, used as a label. */
  @Column('text')
  structure: string;

  /** Other terms of the offer, for information. */
  @Column('jsonb', { default: {} })
  terms: object;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
