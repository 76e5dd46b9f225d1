import { Check, Column, Entity, Exclusion, ForeignKey, PrimaryColumn } from 'typeorm';
import { LegalEntity } from './legal-entity.entity.js';

export type BankAccountState = 'proposed' | 'approved' | 'rejected';

/**
 * A bank account of a legal entity for documents in a currency. Its number never changes: to change it, one person
 * proposes another account and a second person approves that account.
 */
@Entity('bank_account')
@Check('bank_account_state_ck', `state in ('proposed', 'approved', 'rejected')`)
@Check('bank_account_decided_ck', `(state = 'proposed') = (decided_at is null)`)
@Check('bank_account_validity_ck', `valid_to >= valid_from`)
@Exclusion(
  'bank_account_overlap_ex',
  `using gist (maker_id with =, legal_entity_id with =, (coalesce(currency, '')) with =, (daterange(valid_from, valid_to, '[]')) with &&) where (state = 'approved')`,
)
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'bank_account_legal_entity_fk',
})
export class LegalEntityBankAccount {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bank_account_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bank_account_pk' })
  id: string;

  @Column('uuid')
  legalEntityId: string;

  @Column('text', { nullable: true, comment: 'null for all currencies without an account of their own' })
  currency: string | null;

  @Column('text', { nullable: true })
  bank: string | null;

  /** IBAN, CLABE or the bank's own number, without spaces. */
  @Column('text')
  account: string;

  @Column('text', { nullable: true })
  bic: string | null;

  @Column('date', { nullable: true, comment: 'null if it has always been valid' })
  validFrom: string | null;

  /** The last day. */
  @Column('date', { nullable: true })
  validTo: string | null;

  @Column('text')
  state: BankAccountState;

  @Column('timestamptz')
  proposedAt: Date;

  @Column('uuid', { nullable: true })
  proposedBy: string | null;

  /** The person's name at that time, filled in by the database. */
  @Column('text', { nullable: true })
  proposedByName: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt: Date | null;

  @Column('uuid', { nullable: true })
  decidedBy: string | null;

  @Column('text', { nullable: true })
  decidedByName: string | null;
}
