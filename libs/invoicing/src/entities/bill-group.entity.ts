import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Customer, CustomerEntity } from '#customers';
import { LegalEntity } from '#organization';
import type { Prices } from '../domain/calculation/invoice-taxes.js';
import type { CorrectionForm } from '../domain/correction/correction-form.js';
import type { WhenHeld } from '../domain/groups/bill-group.js';

/** A group of a customer's contracts that are billed on one document, with the terms that they share. */
@Entity('bill_group')
@Unique('bill_group_customer_uq', ['makerId', 'customerId', 'id'])
@Unique('bill_group_name_uq', ['makerId', 'customerId', 'name'])
@Check('bill_group_billing_day_ck', `billing_day between 1 and 31`)
@Check('bill_group_held_ck', `when_held in ('wait', 'go_on')`)
@Check('bill_group_prices_ck', `prices in ('exclusive', 'inclusive')`)
@Check('bill_group_corrections_ck', `corrections in ('line', 'document')`)
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'bill_group_customer_fk' })
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'bill_group_legal_entity_fk',
})
@ForeignKey(() => CustomerEntity, ['makerId', 'customerId', 'buyerId'], ['makerId', 'customerId', 'id'], {
  name: 'bill_group_buyer_fk',
})
export class BillGroup {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bill_group_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bill_group_pk' })
  id: string;

  @Column('uuid')
  customerId: string;

  /** Display name, which is also visible to the customer. */
  @Column('text')
  name: string;

  /** Treatment of the document while a member is on hold: it waits, or is issued without the member. */
  @Column('text')
  whenHeld: WhenHeld;

  @Column('uuid')
  legalEntityId: string;

  @Column('uuid')
  buyerId: string;

  @Column('text')
  currency: string;

  @Column('text')
  zone: string;

  @Column('smallint', {
    default: 1,
    comment: 'on which day of the month billing months of its contracts begin',
  })
  billingDay: number;

  @Column('integer')
  paymentDays: number;

  @Column('text')
  prices: Prices;

  /** Form in which corrections are billed. */
  @Column('text')
  corrections: CorrectionForm;

  @Column('timestamptz')
  createdAt: Date;

  @Column('integer', { default: 1 })
  version: number;
}
