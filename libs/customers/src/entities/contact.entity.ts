import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer } from './customer.entity.js';
import { Site } from './site.entity.js';

/** A contact person of one site or of the whole customer. */
@Entity('contact')
@Index('contact_invoices_ix', ['makerId', 'customerId'], { where: 'receives_invoices' })
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'contact_customer_fk' })
@ForeignKey(() => Site, ['makerId', 'siteId'], ['makerId', 'id'], { name: 'contact_site_fk' })
export class Contact {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contact_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contact_pk' })
  id: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid', { nullable: true })
  siteId: string | null;

  @Column('text')
  name: string;

  @Column('text', { default: '' })
  email: string;

  @Column('text', { default: '' })
  phone: string;

  /** The person's responsibility, such as "maintenance" or "gate". */
  @Column('text', { default: '' })
  duty: string;

  /** True if the contact receives issued documents by email. */
  @Column('boolean', { default: false })
  receivesInvoices: boolean;

  @Column('text', { default: '', comment: 'BCP 47 tag; empty for the language of the customer' })
  language: string;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
