import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LegalEntity, LegalEntityBankAccount } from '#organization';
import { BankFile } from './bank-file.js';

/** A file with transfers that a person hands over to the bank of an account. It never changes. */
@Entity('payment_file')
@Index('payment_file_created_ix', ['makerId', 'createdAt', 'id'])
@Check('payment_file_total_ck', `refund_count > 0 and total_minor > 0`)
@ForeignKey(() => LegalEntity, ['makerId', 'legalEntityId'], ['makerId', 'id'], {
  name: 'payment_file_legal_entity_fk',
})
@ForeignKey(() => LegalEntityBankAccount, ['makerId', 'bankAccountId'], ['makerId', 'id'], {
  name: 'payment_file_account_fk',
})
export class PaymentFile extends BankFile {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'payment_file_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'payment_file_pk' })
  id: string;

  @Column('text')
  currency: string;

  /** Day on which the bank transfers the money. */
  @Column('date')
  executeOn: string;

  @Column('integer')
  refundCount: number;
}
