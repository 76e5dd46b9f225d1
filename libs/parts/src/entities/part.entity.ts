import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Maker } from '#organization';

/** A spare part of the catalogue. */
@Entity('part')
@Unique('part_number_uq', ['makerId', 'number'])
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'part_maker_fk' })
export class Part {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'part_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'part_pk' })
  id: string;

  @Column('text')
  number: string;

  @Column('jsonb')
  nameI18n: Record<string, string>;

  /** Harmonised System code, six digits. */
  @Column('text', { default: '' })
  hs6: string;

  @Column('numeric', { nullable: true })
  listPriceUsd: string | null;

  @Column('numeric', { nullable: true })
  massKg: string | null;

  /** Running hours after which it is replaced; null: on condition. */
  @Column('integer', { nullable: true })
  intervalHours: number | null;

  /** Days from the factory to a depot. */
  @Column('integer', { nullable: true })
  leadDays: number | null;

  /** A machine stands still without it. */
  @Column('boolean', { default: false })
  critical: boolean;

  /** Codes of the models it fits; `*` for every one. */
  @Column('text', { array: true, default: () => `'{}'` })
  fits: string[];

  /** What is paid back for the worn one; 0 or null: nothing. */
  @Column('numeric', { nullable: true })
  coreDepositUsd: string | null;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
