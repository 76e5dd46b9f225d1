import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer } from '#customers';
import { LegalEntity } from '#organization';
import type { SecondPersonReason } from '../domain/ledger/refund.js';
import { ApprovedChange } from './approved-change.js';
import { Debit } from './debit.entity.js';
import { OpenItemBalance } from './open-item.entity.js';
import { Payment } from './payment.entity.js';

/**
 * Money of a payment or an open credit note that is returned to the customer, in minor units. It is decided once, and
 * posted if it is approved; undoing it reverses its journal entry. All other fields never change.
 */
@Entity('refund')
@Index('refund_payment_ix', ['makerId', 'paymentId'], { where: 'payment_id is not null' })
@Index('refund_document_ix', ['makerId', 'documentId'], { where: 'document_id is not null' })
@Index('refund_debit_ix', ['makerId', 'debitId'], { where: 'debit_id is not null' })
@Index('refund_customer_ix', ['makerId', 'customerId'])
@Index('refund_requested_ix', ['makerId', 'requestedAt', 'id'])
@Index('refund_pending_payment_uq', ['makerId', 'paymentId'], { unique: true, where: 'decision is null' })
@Index('refund_pending_document_uq', ['makerId', 'documentId'], { unique: true, where: 'decision is null' })
@Check('refund_source_ck', `num_nonnulls(payment_id, document_id) = 1`)
@Check('refund_amount_ck', `amount_minor > 0`)
@Check('refund_payee_ck', `payee_name <> '' and payee_account <> ''`)
@Check(
  'refund_second_person_ck',
  `second_person_because <@ array['above_limit', 'no_exchange_rate', 'new_account']`,
)
@Check('refund_decision_ck', `decision in ('approve', 'reject')`)
@Check(
  'refund_decided_ck',
  `(decision is null) = (decided_at is null) and (decision is null) = (decision_why is null)`,
)
@Check('refund_posted_ck', `(posting_date is not null) = (decision is not distinct from 'approve')`)
@Check(
  'refund_undone_ck',
  `(undone_at is null) = (undone_why is null) and (undone_at is null or posting_date is not null)`,
)
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'refund_legal_entity_fk',
})
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'refund_customer_fk' })
@ForeignKey(() => Payment, ['makerId', 'paymentId'], ['makerId', 'id'], { name: 'refund_payment_fk' })
@ForeignKey(() => OpenItemBalance, ['makerId', 'documentId'], ['makerId', 'documentId'], {
  name: 'refund_document_fk',
})
@ForeignKey(() => Debit, ['makerId', 'debitId'], ['makerId', 'id'], { name: 'refund_debit_fk' })
export class Refund extends ApprovedChange {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'refund_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'refund_pk' })
  id: string;

  @Column('uuid')
  legalEntityId: string;

  @Column('uuid')
  customerId: string;

  /** Null if a credit note is refunded. */
  @Column('uuid', { nullable: true })
  paymentId: string | null;

  /** The credit note; null if a payment is refunded. */
  @Column('uuid', { nullable: true })
  documentId: string | null;

  @Column('text')
  currency: string;

  @Column('bigint')
  amountMinor: string;

  @Column('text')
  payeeName: string;

  /** IBAN or national number, in capitals and without spaces. */
  @Column('text')
  payeeAccount: string;

  /** Reasons why a second person must approve the refund. */
  @Column('text', {
    array: true,
    default: [],
    comment: 'why a second person must approve it; empty if one person may',
  })
  secondPersonBecause: SecondPersonReason[];

  /** The direct debit that the bank returned; null if the maker transfers the money. */
  @Column('uuid', { nullable: true })
  debitId: string | null;
}
