import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { MatchReason } from '../domain/matching/proposal.js';
import { OpenItemBalance } from './open-item.entity.js';
import { Payment } from './payment.entity.js';

/**
 * The part of a payment or credit note that settles a document, in minor units of the document's currency. It never
 * changes; undoing it reverses its journal entry.
 */
@Entity('allocation')
@Index('allocation_payment_ix', ['makerId', 'paymentId'], { where: 'payment_id is not null' })
@Index('allocation_document_ix', ['makerId', 'documentId'])
@Index('allocation_credit_ix', ['makerId', 'creditDocumentId'], { where: 'credit_document_id is not null' })
@Check('allocation_source_ck', `num_nonnulls(payment_id, credit_document_id) = 1`)
@Check(
  'allocation_payment_ck',
  `(payment_id is null) = (payment_minor is null)
          and (payment_id is null) = (payment_currency is null)`,
)
@Check(
  'allocation_amount_ck',
  `amount_minor > 0 and discount_minor >= 0 and withheld_minor >= 0
          and fee_minor >= 0 and payment_minor > 0`,
)
@Check('allocation_origin_ck', `origin in ('automatic', 'person')`)
@Check('allocation_undone_ck', `(undone_at is null) = (undone_why is null)`)
@ForeignKey(() => Payment, ['makerId', 'paymentId'], ['makerId', 'id'], { name: 'allocation_payment_fk' })
@ForeignKey(() => OpenItemBalance, ['makerId', 'creditDocumentId'], ['makerId', 'documentId'], {
  name: 'allocation_credit_fk',
})
@ForeignKey(() => OpenItemBalance, ['makerId', 'documentId'], ['makerId', 'documentId'], {
  name: 'allocation_document_fk',
})
export class PaymentAllocation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'allocation_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'allocation_pk' })
  id: string;

  @Column('uuid')
  customerId: string;

  /** Null if a credit note settles the document. */
  @Column('uuid', { nullable: true })
  paymentId: string | null;

  @Column('uuid', { nullable: true })
  creditDocumentId: string | null;

  @Column('uuid')
  documentId: string;

  @Column('text')
  currency: string;

  /** Money or credit used for the document, without the deductions. */
  @Column('bigint')
  amountMinor: string;

  /** Discount that was granted for early payment. */
  @Column('bigint', { default: 0 })
  discountMinor: string;

  /** Tax that the payer withheld. */
  @Column('bigint', { default: 0 })
  withheldMinor: string;

  /** Fee that a bank deducted. */
  @Column('bigint', { default: 0 })
  feeMinor: string;

  @Column('text', { nullable: true })
  paymentCurrency: string | null;

  /** Used part of the payment, in its own currency. */
  @Column('bigint', { nullable: true })
  paymentMinor: string | null;

  @Column('date')
  postingDate: string;

  @Column('text')
  origin: 'automatic' | 'person';

  /** Evidence of an automatic or suggested match. */
  @Column('jsonb', { default: [] })
  reasons: readonly MatchReason[];

  @Column('timestamptz')
  madeAt: Date;

  @Column('uuid', { nullable: true })
  madeBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  madeByName: string | null;

  @Column('timestamptz', { nullable: true })
  undoneAt: Date | null;

  @Column('uuid', { nullable: true })
  undoneBy: string | null;

  @Column('text', { nullable: true })
  undoneByName: string | null;

  @Column('text', { nullable: true })
  undoneWhy: string | null;
}
