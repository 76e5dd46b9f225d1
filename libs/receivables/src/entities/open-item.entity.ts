import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer } from '#customers';
import { type DocumentKind, Invoice } from '#invoicing';

/**
 * The open amount of an issued document in minor units; negative for a credit note. The database derives it from the
 * journal, so no code may write it.
 */
@Entity('open_item')
@Index('open_item_due_ix', ['makerId', 'dueOn', 'documentId'], { where: 'open_minor <> 0' })
@Index('open_item_customer_ix', ['makerId', 'customerId', 'dueOn', 'documentId'])
@Check(
  'open_item_open_ck',
  `sign(open_minor) * sign(total_minor) >= 0 and abs(open_minor) <= abs(total_minor)`,
)
@Check('open_item_books_ck', `open_minor <> 0 or books_open_minor = 0`)
@ForeignKey(() => Invoice, ['makerId', 'documentId'], ['makerId', 'id'], { name: 'open_item_document_fk' })
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'open_item_customer_fk' })
export class OpenItemBalance {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'open_item_pk' })
  makerId: string;

  /** The document; for a billing group, its first invoice. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'open_item_pk' })
  documentId: string;

  @Column('uuid')
  legalEntityId: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  buyerId: string;

  @Column('text')
  number: string;

  @Column('text')
  documentType: DocumentKind;

  @Column('text')
  currency: string;

  @Column('date')
  issuedOn: string;

  @Column('date')
  dueOn: string;

  /** The amount to pay when the document was issued. */
  @Column('bigint')
  totalMinor: string;

  @Column('bigint')
  openMinor: string;

  /** The open amount in the accounting currency, at the rate of the document. */
  @Column('bigint')
  booksOpenMinor: string;
}
