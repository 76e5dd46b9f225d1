import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer } from '#customers';
import { LegalEntity, LegalEntityBankAccount } from '#organization';
import type { PaymentMethod } from '../domain/ledger/payment-method.js';
import type { Suggestion } from '../domain/imports/suggestion.js';

/** A payment of a customer. The database derives the unapplied amount from the journal. Amounts are in minor units. */
@Entity('payment')
@Index('payment_unapplied_ix', ['makerId', 'receivedOn', 'id'], { where: 'unapplied_minor > 0' })
@Index('payment_newest_ix', { synchronize: false })
@Index('payment_customer_ix', ['makerId', 'customerId', 'receivedOn'])
@Check('payment_customer_given_ck', `customer_id is not null or not is_customer_given`)
@Index('payment_intent_uq', ['makerId', 'intentId'], { unique: true, where: 'intent_id is not null' })
@Check('payment_method_ck', `method in ('transfer', 'cheque', 'cash', 'other', 'card', 'direct_debit')`)
@Check('payment_intent_ck', `(intent_id is not null) = (method in ('card', 'direct_debit'))`)
@Check('payment_amount_ck', `amount_minor > 0`)
@Check('payment_unapplied_ck', `unapplied_minor between 0 and amount_minor`)
@Check('payment_books_ck', `unapplied_minor <> 0 or books_unapplied_minor = 0`)
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'payment_legal_entity_fk',
})
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'payment_customer_fk' })
@ForeignKey(() => LegalEntityBankAccount, ['makerId', 'bankAccountId'], ['makerId', 'id'], {
  name: 'payment_bank_account_fk',
})
export class Payment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'payment_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'payment_pk' })
  id: string;

  @Column('uuid')
  legalEntityId: string;

  /** Null until the payer is known. */
  @Column('uuid', { nullable: true })
  customerId: string | null;

  /**
   * True if the customer was entered when the payment was recorded, false if the first allocation determined the
   * customer.
   */
  @Column('boolean')
  isCustomerGiven: boolean;

  @Column('text')
  method: PaymentMethod;

  @Column('text')
  currency: string;

  @Column('bigint')
  amountMinor: string;

  @Column('bigint', { default: 0 })
  unappliedMinor: string;

  /** The unapplied amount in the accounting currency, at the rate of the payment. */
  @Column('bigint', { default: 0 })
  booksUnappliedMinor: string;

  /** Local day of the legal entity. */
  @Column('date')
  receivedOn: string;

  /** The day of receipt, or the first day of the next open month. */
  @Column('date')
  postingDate: string;

  @Column('text')
  booksCurrency: string;

  @Column('numeric')
  booksRate: string;

  @Column('date', { nullable: true })
  booksRateOn: string | null;

  @Column('text', { nullable: true })
  booksRateSource: string | null;

  @Column('uuid', { nullable: true })
  bankAccountId: string | null;

  @Column('text', { nullable: true })
  payerName: string | null;

  @Column('text', { nullable: true })
  payerAccount: string | null;

  /** Text of the payer, such as the number of the invoice. */
  @Column('text', { default: '' })
  reference: string;

  @Column('timestamptz')
  recordedAt: Date;

  @Column('uuid', { nullable: true })
  recordedBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  recordedByName: string | null;

  /** Possible allocations that were found when the payment was imported, best first. */
  @Column('jsonb', {
    default: [],
    comment: 'possible uses when the payment was imported, best first',
  })
  suggestions: readonly Suggestion[];

  /** Payment intent of Stripe that collected the money; a payment is recorded once per intent. */
  @Column('text', {
    nullable: true,
    comment: 'payment intent of Stripe that collected the money; null for other payments',
  })
  intentId: string | null;
}
