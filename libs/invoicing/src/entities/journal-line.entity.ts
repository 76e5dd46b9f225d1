import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Machine } from '#equipment';
import type { Account, Behaviour } from '../domain/accounting/journal.js';
import { InvoiceLine } from './invoice-line.entity.js';
import { JournalEntry } from './journal-entry.entity.js';

/** An amount of a journal entry in minor units: debits are positive, credits negative. */
@Entity('journal_line')
@Check(
  'journal_line_account_ck',
  `account in ('receivable', 'revenue', 'tax_payable', 'deposits_held', 'rounding', 'bank', 'unapplied_cash',
          'clearing', 'withholding_receivable', 'bank_fees', 'discounts_granted', 'bad_debt', 'exchange_difference',
          'receivable_revaluation', 'unrealized_exchange_gain', 'unrealized_exchange_loss', 'deferred_revenue')`,
)
@Check('journal_line_behaviour_ck', `behaviour in ('fixed', 'variable')`)
@Check(
  'journal_line_revenue_ck',
  `(account = 'revenue') = (revenue_class is not null)
          and (account = 'revenue') = (behaviour is not null)`,
)
@Check('journal_line_item_ck', `item_id is null or account = 'receivable'`)
@Check('journal_line_payment_ck', `(account = 'unapplied_cash') = (payment_id is not null)`)
@ForeignKey(() => JournalEntry, ['makerId', 'entryId'], ['makerId', 'id'], { name: 'journal_line_entry_fk' })
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], { name: 'journal_line_machine_fk' })
@ForeignKey(() => InvoiceLine, ['makerId', 'invoiceLineId'], ['makerId', 'id'], {
  name: 'journal_line_invoice_line_fk',
})
export class JournalLine {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'journal_line_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'journal_line_pk' })
  entryId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'journal_line_pk' })
  position: number;

  @Column('text')
  account: Account;

  @Column('bigint')
  amountMinor: string;

  @Column('text')
  currency: string;

  /** The amount in the accounting currency. */
  @Column('bigint')
  booksAmountMinor: string;

  /** Kind of the line that the revenue comes from. */
  @Column('text', { nullable: true })
  revenueClass: string | null;

  @Column('text', { nullable: true })
  behaviour: Behaviour | null;

  @Column('text', { nullable: true })
  taxCategory: string | null;

  @Column('numeric', { nullable: true })
  taxPercent: string | null;

  @Column('uuid', { nullable: true })
  machineId: string | null;

  @Column('uuid', { nullable: true })
  invoiceLineId: string | null;

  /** Document with the open amount that a receivable changes; null for the document of the entry. */
  @Column('uuid', {
    nullable: true,
    comment: 'document whose open amount a receivable changes; null for the document of the entry',
  })
  itemId: string | null;

  /** Payment with the unapplied amount that the line changes; null for other accounts. */
  @Column('uuid', { nullable: true })
  paymentId: string | null;
}
