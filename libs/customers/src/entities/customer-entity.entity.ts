import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Customer } from './customer.entity.js';

/** A buyer: a company of the customer that signs contracts and receives invoices. */
@Entity('customer_entity')
@Unique('customer_entity_customer_uq', ['makerId', 'customerId', 'id'])
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'customer_entity_customer_fk',
})
export class CustomerEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'customer_entity_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'customer_entity_pk' })
  id: string;

  @Column('uuid')
  customerId: string;

  @Column('text')
  name: string;

  @Column('text', { default: '' })
  street: string;

  @Column('text', { default: '' })
  postalCode: string;

  @Column('text', { default: '' })
  city: string;

  /** Country code, ISO 3166-1 alpha-2. It determines the tax rules. */
  @Column('text')
  country: string;

  /** Tax numbers by kind: `npwp16`, `rfc`, `nip`. */
  @Column('jsonb', { default: {} })
  taxIds: Record<string, string>;

  /** Email address to which invoices are sent. */
  @Column('text', { default: '' })
  invoiceEmail: string;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('integer', { default: 1 })
  version: number;
}
