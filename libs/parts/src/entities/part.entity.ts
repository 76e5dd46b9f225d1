import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Maker } from '#organization';

/** A spare part of the catalogue. */
@Entity('part')
@Index('part_search_ix', { synchronize: false })
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

  /** Harmonized System code, six digits. */
  @Column('text', { default: '' })
  hs6: string;

  @Column('numeric', { nullable: true })
  listPriceUsd: string | null;

  @Column('numeric', { nullable: true })
  massKg: string | null;

  /** Running hours between replacements; null if the part is replaced depending on its condition. */
  @Column('integer', { nullable: true })
  intervalHours: number | null;

  /** Lead time in days from the factory to a depot. */
  @Column('integer', { nullable: true })
  leadDays: number | null;

  /** True if the machine can't run without the part. */
  @Column('boolean', { default: false })
  critical: boolean;

  /** Codes of compatible models; `*` for all. */
  @Column('text', { array: true, default: () => `'{}'` })
  fits: string[];

  /** Refund for returning the worn part; 0 or null for none. */
  @Column('numeric', { nullable: true })
  coreDepositUsd: string | null;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
