import { Customer } from '#customers';
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { OpenedVia } from '../domain/mailing/document-mail-state.js';
import { Invoice } from './invoice.entity.js';

/** The first time that a user of the customer opened an issued document. */
@Entity('document_opening')
@Check('document_opening_via_ck', `via in ('portal', 'mail_link')`)
@ForeignKey(() => Invoice, ['makerId', 'invoiceId'], ['makerId', 'id'], {
  name: 'document_opening_invoice_fk',
})
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'document_opening_customer_fk',
})
export class DocumentOpening {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'document_opening_pk' })
  makerId: string;

  /** Invoice that was opened. For a billing group's document, this is the first invoice on it. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'document_opening_pk' })
  invoiceId: string;

  @Column('uuid')
  customerId: string;

  @Column('timestamptz')
  openedAt: Date;

  @Column('uuid', { nullable: true })
  openedBy: string | null;

  /** Name of the person at the time of the opening, filled in by the database. */
  @Column('text', { nullable: true })
  openedByName: string | null;

  @Column('text')
  via: OpenedVia;
}
