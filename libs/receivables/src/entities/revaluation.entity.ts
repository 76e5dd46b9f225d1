import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { LegalEntity } from '#organization';

/**
 * A revaluation of the open items of a legal entity in a foreign currency at the end of a month. It never changes; if
 * later postings change the result, another revaluation posts the difference.
 */
@Entity('revaluation')
@Unique('revaluation_number_uq', ['makerId', 'legalEntityId', 'month', 'currency', 'number'])
@Check('revaluation_month_ck', `extract(day from month) = 1`)
@Check('revaluation_number_ck', `number >= 1`)
@Check('revaluation_amount_ck', `gain_minor >= 0 and loss_minor >= 0`)
@Check('revaluation_reversed_ck', `reversed_on > posting_date`)
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'revaluation_legal_entity_fk',
})
export class Revaluation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'revaluation_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'revaluation_pk' })
  id: string;

  @Column('uuid')
  legalEntityId: string;

  /** The first day of the month. */
  @Column('date')
  month: string;

  @Column('text')
  currency: string;

  /** 1 for the first revaluation of the month. */
  @Column('integer', {
    comment: '1 for the first revaluation of the month, higher if later postings required another one',
  })
  number: number;

  @Column('text')
  booksCurrency: string;

  @Column('numeric')
  booksRate: string;

  @Column('date', { nullable: true })
  booksRateOn: string | null;

  @Column('text', { nullable: true })
  booksRateSource: string | null;

  /** Number of open documents at the end of the month. */
  @Column('integer')
  documents: number;

  /** The sum of the open amounts in minor units of the currency, followed by their accounting value. */
  @Column('bigint')
  openMinor: string;

  @Column('bigint')
  booksOpenMinor: string;

  /** Unrealized gains and losses of the month, in minor units of the accounting currency. */
  @Column('bigint')
  gainMinor: string;

  @Column('bigint')
  lossMinor: string;

  @Column('date')
  postingDate: string;

  /** Posting date of the reversal. */
  @Column('date')
  reversedOn: string;

  @Column('timestamptz')
  postedAt: Date;

  @Column('uuid', { nullable: true })
  postedBy: string | null;

  /** Name of the person at that time, filled in by the database. */
  @Column('text', { nullable: true })
  postedByName: string | null;
}
