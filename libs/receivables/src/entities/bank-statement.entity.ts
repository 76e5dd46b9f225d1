import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LegalEntityBankAccount } from '#organization';
import { StatementImport } from './statement-import.entity.js';

/** A statement of one account from an imported file. */
@Entity('bank_statement')
@Index('bank_statement_import_ix', ['makerId', 'importId'])
@ForeignKey(() => StatementImport, ['makerId', 'importId'], ['makerId', 'id'], {
  name: 'bank_statement_import_fk',
})
@ForeignKey(() => LegalEntityBankAccount, ['makerId', 'bankAccountId'], ['makerId', 'id'], {
  name: 'bank_statement_account_fk',
})
export class BankStatement {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bank_statement_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'bank_statement_pk' })
  id: string;

  @Column('uuid')
  importId: string;

  @Column('uuid')
  bankAccountId: string;

  @Column('text', { nullable: true })
  statementNumber: string | null;

  @Column('text')
  currency: string;

  /** Balances in major units; null if the format has none. */
  @Column('numeric', { nullable: true })
  openingBalance: string | null;

  @Column('numeric', { nullable: true })
  closingBalance: string | null;

  /** Booking dates of the first and last line; null if there are no lines. */
  @Column('date', { nullable: true })
  firstDay: string | null;

  @Column('date', { nullable: true })
  lastDay: string | null;
}
