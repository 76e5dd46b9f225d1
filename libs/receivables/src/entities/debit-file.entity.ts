import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LegalEntity, LegalEntityBankAccount } from '#organization';
import { BankFile } from './bank-file.js';

/** A file with SEPA direct debits that a person hands over to the bank of an account. It never changes. */
@Entity('debit_file')
@Index('debit_file_created_ix', ['makerId', 'createdAt', 'id'])
@Check('debit_file_total_ck', `debit_count > 0 and total_minor > 0`)
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'debit_file_legal_entity_fk',
})
@ForeignKey(() => LegalEntityBankAccount, ['makerId', 'bankAccountId'], ['makerId', 'id'], {
  name: 'debit_file_account_fk',
})
export class DebitFile extends BankFile {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'debit_file_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'debit_file_pk' })
  id: string;

  /** Day on which the bank collects the money. */
  @Column('date')
  collectOn: string;

  @Column('integer')
  debitCount: number;
}
