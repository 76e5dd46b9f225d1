import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Maker } from '#organization';

/** An offer: what is paid for and how, before anybody signs. */
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

  /** The name by locale; `en` at least. */
  @Column('jsonb')
  nameI18n: Record<string, string>;

  /** What its prices are made of, in a word or two; a label. */
  @Column('text')
  structure: string;

  /** Whatever else the offer says, to be shown. */
  @Column('jsonb', { default: {} })
  terms: object;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
