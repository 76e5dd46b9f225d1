import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CustomerEntity } from './customer-entity.entity.js';

/** A buyer's purchase order. Its number and reference are printed on invoices with a tax point within its validity. */
@Entity('customer_order')
@Check('customer_order_validity_ck', `valid_to is null or valid_to >= valid_from`)
@Check('customer_order_amount_ck', `(amount_minor is null) = (currency is null) and amount_minor >= 0`)
@ForeignKey(() => CustomerEntity, ['makerId', 'buyerId'], ['makerId', 'id'], {
  name: 'customer_order_buyer_fk',
})
export class CustomerOrder {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'customer_order_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'customer_order_pk' })
  id: string;

  @Column('uuid')
  buyerId: string;

  @Column('text')
  number: string;

  @Column('text', { default: '' })
  reference: string;

  @Column('date')
  validFrom: string;

  /** The last day of validity, inclusive; null for no end. */
  @Column('date', { nullable: true })
  validTo: string | null;

  /** Net amount in minor units of `currency`; null for no limit. */
  @Column('bigint', { nullable: true })
  amountMinor: string | null;

  @Column('text', { nullable: true })
  currency: string | null;

  @Column('integer', { default: 1 })
  version: number;
}
