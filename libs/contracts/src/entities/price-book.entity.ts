import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Maker } from '#organization';

/** A named list of prices in one currency; its versions contain the prices. */
@Entity('price_book')
@Unique('price_book_code_uq', ['makerId', 'code'])
@Check('price_book_currency_ck', `currency ~ '^[A-Z]{3}$'`)
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'price_book_maker_fk' })
export class PriceBook {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'price_book_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'price_book_pk' })
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  /** ISO 4217. */
  @Column('text')
  currency: string;

  @Column('timestamptz')
  createdAt: Date;
}
