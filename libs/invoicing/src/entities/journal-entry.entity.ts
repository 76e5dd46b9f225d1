import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { LegalEntity } from '#organization';
import type { EntrySourceKind } from '../domain/accounting/journal.js';
import { Invoice } from './invoice.entity.js';

/**
 * The journal entry of a document, payment, allocation, write-off, refund, revaluation or release of deferred revenue. It
 * is immutable, and its lines sum to zero in each currency.
 */
@Entity('journal_entry')
@Unique('journal_entry_source_uq', ['makerId', 'sourceKind', 'sourceId'])
@Check(
  'journal_entry_document_ck',
  `(source_kind = 'document') = (invoice_id is not null) and (source_kind = 'document') = (service_from is not null)
          and (source_kind = 'document') = (service_to is not null)`,
)
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

  @Column('text', { default: 'document' })
  sourceKind: EntrySourceKind;

  /** Id of the document, payment, allocation, write-off, refund, revaluation or release. */
  @Column('uuid')
  sourceId: string;

  /** The document; null if the source is of another kind. */
  @Column('uuid', { nullable: true })
  invoiceId: string | null;

  @Column('date')
  postingDate: string;

  /** The first and last billed day; null unless the source is a document. */
  @Column('date', { nullable: true })
  serviceFrom: string | null;

  @Column('date', { nullable: true })
  serviceTo: string | null;

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

  /**
   * Journal entry that this entry reverses: for a credit note, for an undone change, or on the day after a revaluation.
   */
  @Column('uuid', { nullable: true })
  reversesId: string | null;

  @Column('timestamptz')
  postedAt: Date;

  @Column('uuid', { nullable: true })
  postedBy: string | null;
}
