import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { LegalEntity } from '#organization';
import { Invoice } from './invoice.entity.js';

/** The journal entry of a document. It is immutable, and its lines sum to zero in each currency. */
@Entity('journal_entry')
@Unique('journal_entry_invoice_uq', ['makerId', 'invoiceId'])
@Index('journal_entry_posted_ix', ['makerId', 'legalEntityId', 'postingDate'])
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'journal_entry_legal_entity_fk',
})
@ForeignKey(() => Invoice, ['makerId', 'invoiceId'], ['makerId', 'id'], { name: 'journal_entry_invoice_fk' })
@ForeignKey(() => JournalEntry, ['makerId', 'reversesId'], ['makerId', 'id'], {
  name: 'journal_entry_reverses_fk',
})
export class JournalEntry {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'journal_entry_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'journal_entry_pk' })
  id: string;

  @Column('uuid')
  legalEntityId: string;

  @Column('uuid')
  invoiceId: string;

  @Column('date')
  postingDate: string;

  @Column('date')
  serviceFrom: string;

  @Column('date')
  serviceTo: string;

  @Column('text')
  currency: string;

  @Column('text')
  booksCurrency: string;

  @Column('numeric')
  booksRate: string;

  @Column('date', { nullable: true })
  booksRateOn: string | null;

  @Column('text', { nullable: true })
  booksRateSource: string | null;

  /** Journal entry that a credit note's entry reverses. */
  @Column('uuid', { nullable: true })
  reversesId: string | null;

  @Column('timestamptz')
  postedAt: Date;

  @Column('uuid', { nullable: true })
  postedBy: string | null;
}
