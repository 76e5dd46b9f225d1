import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { BankStatement } from './bank-statement.entity.js';
import { Payment } from './payment.entity.js';

/** A line of a bank statement. The same line of another file has the same identity, and is stored once. */
@Entity('statement_line')
@Index('statement_line_statement_ix', ['makerId', 'statementId', 'fileLine'])
@Index('statement_line_payment_uq', ['makerId', 'paymentId'], {
  unique: true,
  where: 'payment_id is not null',
})
@ForeignKey(() => BankStatement, ['makerId', 'statementId'], ['makerId', 'id'], {
  name: 'statement_line_statement_fk',
})
@ForeignKey(() => Payment, ['makerId', 'paymentId'], ['makerId', 'id'], { name: 'statement_line_payment_fk' })
export class BankStatementLine {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'statement_line_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'statement_line_pk' })
  bankAccountId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'statement_line_pk' })
  identity: string;

  @Column('uuid')
  statementId: string;

  /** Line of the file, from 1. */
  @Column('integer')
  fileLine: number;

  @Column('date')
  bookingDate: string;

  /** In major units; negative for outgoing payments. */
  @Column('numeric')
  amount: string;

  @Column('text')
  currency: string;

  @Column('text', { nullable: true })
  counterpartyName: string | null;

  @Column('text', { nullable: true })
  counterpartyAccount: string | null;

  /** Reference and text of the payer. */
  @Column('text')
  text: string;

  /** The payment; null for outgoing payments and reversals. */
  @Column('uuid', { nullable: true })
  paymentId: string | null;
}
