import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { type ChargeFields, Contract } from '#contracts';
import { Customer, CustomerEntity } from '#customers';
import { DocumentBrand, LegalEntity } from '#organization';
import type { Credit } from '../domain/calculation/invoice-credits.js';
import type { Prices } from '../domain/calculation/invoice-taxes.js';
import type { DocumentKind, HoldReason, InvoiceState } from '../domain/document/invoice-state.js';
import type { BuyerOnInvoice, SellerOnInvoice } from '../domain/document/parties.js';
import { BillGroup } from './bill-group.entity.js';

/**
 * A contract's month as it would be billed and, once issued, the permanent document that the schema protects against
 * changes. Credit notes and corrections are stored in the same way, linked to their original. Money is in minor units
 * of `currency`. Amounts are positive for the kind `credit_note`, while a month issued as a credit note keeps its
 * signs.
 */
@Entity('invoice')
@Index('invoice_search_ix', { synchronize: false })
@Index('invoice_gross_ix', ['makerId', 'grossMinor'])
@Index('invoice_newest_ix', { synchronize: false })
@Index('invoice_draft_ix', ['makerId', 'currency'], { where: 'number is null' })
@Unique('invoice_lead_uq', ['makerId', 'id', 'number'])
@Index('invoice_number_uq', ['makerId', 'number'], { unique: true, where: 'lead_id is null' })
@Index('invoice_sequence_uq', ['makerId', 'legalEntityId', 'documentType', 'fiscalYear', 'sequence'], {
  unique: true,
  where: 'lead_id is null',
})
@Index('invoice_group_ix', ['makerId', 'billGroupId', 'periodFrom'], { where: 'bill_group_id is not null' })
@Index('invoice_period_uq', ['makerId', 'contractId', 'periodFrom'], {
  unique: true,
  where: `kind = 'invoice'`,
})
@Index('invoice_original_ix', ['makerId', 'originalId'], { where: 'original_id is not null' })
@Index('invoice_customer_ix', ['makerId', 'customerId', 'periodFrom'])
@Index('invoice_customer_issued_ix', ['makerId', 'customerId', 'issuedAt', 'id'], {
  where: 'issued_at is not null',
})
@Index('invoice_issued_ix', ['makerId', 'legalEntityId', 'issuedOn'], { where: 'issued_on is not null' })
@Check('invoice_state_ck', `state in ('draft', 'held', 'approved', 'issued', 'credited')`)
@Check('invoice_kind_ck', `kind in ('invoice', 'credit_note', 'correction')`)
@Check(
  'invoice_document_type_ck',
  `(document_type is null) = (number is null)
          and (document_type = kind or (kind = 'invoice' and document_type = 'credit_note'))`,
)
@Check('invoice_prices_ck', `prices in ('exclusive', 'inclusive')`)
@Check('invoice_period_ck', `period_to > period_from`)
@Check('invoice_sum_ck', `gross_minor = net_minor + tax_minor`)
@Check('invoice_held_ck', `state <> 'held' or hold_reasons <> '[]'`)
@Check('invoice_approved_ck', `state in ('draft', 'held') or approved_at is not null`)
@Check(
  'invoice_issued_ck',
  `(state in ('issued', 'credited')) = (number is not null)
          and (number is null) = (issued_on is null) and (number is null) = (due_on is null)
          and (number is null) = (posting_date is null) and (number is null) = (seller is null)
          and (number is null) = (buyer is null) and (number is null) = (books_rate is null)
          and (number is null) = (sequence is null)`,
)
@Check(
  'invoice_deposit_ck',
  `deposit_minor is null or (kind = 'invoice' and deposit_minor >= 0 and deposit_minor <= greatest(gross_minor, 0))`,
)
@Check('invoice_payable_increment_ck', 'payable_increment > 0')
@Check('invoice_group_ck', `bill_group_id is null or kind = 'invoice'`)
@Check('invoice_lead_ck', `lead_id is null or (bill_group_id is not null and number is not null)`)
@Check('invoice_proof_root_ck', 'proof_root is null or number is not null')
@Check(
  'invoice_credit_ck',
  `(kind <> 'invoice') = (original_id is not null)
          and (credit is null or kind = 'credit_note')`,
)
@ForeignKey(() => CustomerEntity, ['makerId', 'customerId', 'buyerId'], ['makerId', 'customerId', 'id'], {
  name: 'invoice_buyer_fk',
})
@ForeignKey(() => Invoice, ['makerId', 'originalId'], ['makerId', 'id'], { name: 'invoice_original_fk' })
@ForeignKey(() => BillGroup, ['makerId', 'customerId', 'billGroupId'], ['makerId', 'customerId', 'id'], {
  name: 'invoice_group_fk',
})
@ForeignKey(() => Invoice, ['makerId', 'leadId', 'number'], ['makerId', 'id', 'number'], {
  name: 'invoice_lead_fk',
})
@ForeignKey(() => Contract, ['makerId', 'contractId'], ['makerId', 'id'], { name: 'invoice_contract_fk' })
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'invoice_customer_fk' })
@ForeignKey(() => DocumentBrand, ['makerId', 'brandId'], ['makerId', 'id'], { name: 'invoice_brand_fk' })
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'invoice_legal_entity_fk',
})
export class Invoice {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invoice_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invoice_pk' })
  id: string;

  @Column('uuid')
  contractId: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  legalEntityId: string;

  @Column('text')
  currency: string;

  @Column('text')
  zone: string;

  /** The first local day billed. */
  @Column('date')
  periodFrom: string;

  /** The day after the last billed day. */
  @Column('date')
  periodTo: string;

  @Column('text')
  state: InvoiceState;

  /**
   * The sum of lines with an amount, net or gross like the prices; `netMinor` and `grossMinor` are the totals without
   * and with tax.
   */
  @Column('bigint')
  totalMinor: string;

  /** Number of lines on hold for data or a decision, in whole or in part. */
  @Column('integer', { default: 0 })
  heldLines: number;

  /** Cutoff: readings received at this instant or later are excluded. */
  @Column('timestamptz')
  knownUntil: Date;

  @Column('timestamptz')
  draftedAt: Date;

  /** Equal for equal content, regardless of ids and timestamps. */
  @Column('text')
  contentHash: string;

  /** Increases when the content changes, and with each approval, reopening and issue. */
  @Column('integer', { default: 1 })
  version: number;

  @Column('text')
  kind: DocumentKind;

  /** Type of the issued document, which determines its number series. */
  @Column('text', {
    nullable: true,
    comment: 'as what it was issued: a month below zero is a credit note; null until it is issued',
  })
  documentType: DocumentKind | null;

  /** Original of a credit note or a correction. */
  @Column('uuid', { nullable: true })
  originalId: string | null;

  /** Requested credit of a credit note that a user issued; null for other documents, including corrections. */
  @Column('jsonb', { nullable: true })
  credit: Credit | null;

  /**
   * True if a credit note credits a quantity that was too high, so that a later correction treats the amount as
   * already credited.
   */
  @Column('boolean', { default: false })
  creditsQuantity: boolean;

  /**
   * Charges that priced the invoice; corrections use them. Null for drafts that were created before charges were
   * stored.
   */
  @Column('jsonb', { nullable: true })
  pricedBy: readonly ChargeFields[] | null;

  @Column('uuid')
  buyerId: string;

  @Column('text')
  prices: Prices;

  /** Reasons why the invoice can't be approved yet. */
  @Column('jsonb', { default: [] })
  holdReasons: HoldReason[];

  @Column('bigint', { default: 0 })
  netMinor: string;

  @Column('bigint', { default: 0 })
  taxMinor: string;

  @Column('bigint', { default: 0 })
  grossMinor: string;

  /** On a contract's last invoice: the part of the total that the contract's deposit pays. */
  @Column('bigint', {
    nullable: true,
    comment: 'what of the deposit is set off against it; null where none is',
  })
  depositMinor: string | null;

  /** Rounding increment of the amount to pay. */
  @Column('numeric', {
    nullable: true,
    comment: 'what is to be paid is a multiple of it, in major units; null where it is paid as it is',
  })
  payableIncrement: string | null;

  /** Rounding increment of taxes, in major units; null if they are rounded to the currency's minor unit. */
  @Column('numeric', { nullable: true })
  taxStep: string | null;

  /** The local day that determines tax rules. */
  @Column('date')
  taxPoint: string;

  /** The first and last local day of the supply. */
  @Column('date')
  serviceFrom: string;

  @Column('date')
  serviceTo: string;

  @Column('integer')
  paymentDays: number;

  @Column('timestamptz', { nullable: true })
  approvedAt: Date | null;

  @Column('uuid', { nullable: true })
  approvedBy: string | null;

  @Column('text', { nullable: true })
  number: string | null;

  /** Calendar year in which the seller's fiscal year began. */
  @Column('integer', { nullable: true })
  fiscalYear: number | null;

  /** Number within the series of the fiscal year. */
  @Column('bigint', { nullable: true })
  sequence: string | null;

  /** Date of issue, as a local day of the seller. */
  @Column('date', { nullable: true })
  issuedOn: string | null;

  @Column('timestamptz', { nullable: true })
  issuedAt: Date | null;

  @Column('uuid', { nullable: true })
  issuedBy: string | null;

  /** Due date, as a local day of the seller. */
  @Column('date', { nullable: true })
  dueOn: string | null;

  /** Posting date: the day of issue, or the first day of the next open month. */
  @Column('date', { nullable: true })
  postingDate: string | null;

  @Column('text', { nullable: true })
  booksCurrency: string | null;

  /** Price of one unit of the invoice's currency in the accounting currency. */
  @Column('numeric', { nullable: true })
  booksRate: string | null;

  /** Day of the exchange rate; null if both currencies are the same. */
  @Column('date', { nullable: true })
  booksRateOn: string | null;

  @Column('text', { nullable: true })
  booksRateSource: string | null;

  /** Parties as of the issue. */
  @Column('jsonb', { nullable: true })
  seller: SellerOnInvoice | null;

  @Column('jsonb', { nullable: true })
  buyer: BuyerOnInvoice | null;

  /** The reason for a credit note. */
  @Column('text', { default: '' })
  reason: string;

  /** Time since which a dispute excludes the invoice from dunning. */
  @Column('timestamptz', { nullable: true })
  disputeBlockedAt: Date | null;

  /** Billing group with the document that bills the contract's month. */
  @Column('uuid', {
    nullable: true,
    comment: 'on whose document the month is billed; null of what is billed alone',
  })
  billGroupId: string | null;

  /** For an invoice on a billing group's document: the first invoice on it; null for the first one. */
  @Column('uuid', {
    nullable: true,
    comment:
      'the first invoice of the document, whose number it is; null of that one itself, and of what is alone',
  })
  leadId: string | null;

  /** Logo and accent colour of the issued document. */
  @Column('uuid', {
    nullable: true,
    comment: 'logo and colour with which it was issued; null for the default',
  })
  brandId: string | null;

  /** Root hash in hexadecimal; set once and never changed. */
  @Column('text', {
    nullable: true,
    comment: 'of the proof pack made of it as it was issued; null until it is made',
  })
  proofRoot: string | null;
}
