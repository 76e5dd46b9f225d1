import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Maker } from '#organization';

/** The value of an index in a month, with its source. It is written once; a correction is another row. */
@Entity('price_index')
@Index('price_index_month_ix', ['makerId', 'series', 'month', 'recordedAt'])
@Check('price_index_month_ck', `extract(day from month) = 1`)
@Check('price_index_value_ck', `value > 0`)
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'price_index_maker_fk' })
export class PriceIndex {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'price_index_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'price_index_pk' })
  id: string;

  /** Name of the series. For a seller in Poland, `PL_wages` takes precedence over `wages`. */
  @Column('text')
  series: string;

  /** The first day of the month. */
  @Column('date')
  month: string;

  @Column('numeric')
  value: string;

  @Column('text')
  source: string;

  @Column('timestamptz')
  recordedAt: Date;

  @Column('uuid', { nullable: true })
  recordedBy: string | null;
}
