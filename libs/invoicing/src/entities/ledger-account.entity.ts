import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { LegalEntity } from '#organization';
import type { Account } from '../domain/accounting/journal.js';

/** The account number of a legal entity for a class of the journal, or for a part of that class. */
@Entity('ledger_account')
@Unique('ledger_account_key_uq', [
  'makerId',
  'legalEntityId',
  'account',
  'revenueClass',
  'taxCategory',
  'taxPercent',
])
@Check('ledger_account_number_ck', `number ~ '^[0-9A-Za-z.-]{1,12}$'`)
@Check('ledger_account_revenue_ck', `revenue_class is null or account = 'revenue'`)
@Check(
  'ledger_account_tax_ck',
  `(tax_category is null or account = 'tax_payable')
          and (tax_percent is null or tax_category is not null)`,
)
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'ledger_account_legal_entity_fk',
})
export class LedgerAccount {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ledger_account_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'ledger_account_pk' })
  id: string;

  @Column('uuid')
  legalEntityId: string;

  @Column('text')
  account: Account;

  /** Null for all revenue without a separate account. */
  @Column('text', { nullable: true, comment: 'null for all revenue without an account of its own' })
  revenueClass: string | null;

  /** Null for all taxes without a separate account. */
  @Column('text', { nullable: true })
  taxCategory: string | null;

  /** Null for all rates of the category without a separate account. */
  @Column('numeric', { nullable: true })
  taxPercent: string | null;

  @Column('text')
  number: string;

  @Column('text')
  name: string;

  @Column('timestamptz')
  changedAt: Date;

  @Column('integer', { default: 1 })
  version: number;
}
