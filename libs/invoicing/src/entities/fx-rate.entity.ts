import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Maker } from '#organization';

/** The exchange rate of a currency on a day, with its source. Immutable; a corrected rate is another row. */
@Entity('fx_rate')
@Index('fx_rate_day_ix', ['makerId', 'fromCurrency', 'toCurrency', 'day', 'recordedAt'])
@Check(
  'fx_rate_currency_ck',
  `from_currency ~ '^[A-Z]{3}$' and to_currency ~ '^[A-Z]{3}$' and from_currency <> to_currency`,
)
@Check('fx_rate_rate_ck', `rate > 0`)
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'fx_rate_maker_fk' })
export class FxRate {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'fx_rate_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'fx_rate_pk' })
  id: string;

  @Column('text')
  fromCurrency: string;

  @Column('text')
  toCurrency: string;

  @Column('date')
  day: string;

  @Column('numeric')
  rate: string;

  @Column('text')
  source: string;

  @Column('timestamptz')
  recordedAt: Date;

  @Column('uuid', { nullable: true })
  recordedBy: string | null;
}
