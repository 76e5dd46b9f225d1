import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer } from '#customers';
import { DebitFile } from './debit-file.entity.js';
import { Mandate } from './mandate.entity.js';
import { OpenItemBalance } from './open-item.entity.js';

/**
 * The collection of an open document by direct debit, in minor units of euros. A document has at most one debit that
 * the bank has not returned. Only the return of a debit can be recorded later; all other fields never change.
 */
@Entity('debit')
@Index('debit_document_uq', ['makerId', 'documentId'], { unique: true, where: 'returned_at is null' })
@Index('debit_file_ix', ['makerId', 'debitFileId'])
@Index('debit_mandate_ix', ['makerId', 'mandateId'])
@Index('debit_customer_ix', ['makerId', 'customerId'])
@Check('debit_amount_ck', `amount_minor > 0`)
@Check('debit_returned_ck', `(returned_at is null) = (return_reason is null)`)
@ForeignKey(() => DebitFile, ['makerId', 'debitFileId'], ['makerId', 'id'], { name: 'debit_file_fk' })
@ForeignKey(() => Mandate, ['makerId', 'mandateId'], ['makerId', 'id'], { name: 'debit_mandate_fk' })
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'debit_customer_fk' })
@ForeignKey(() => OpenItemBalance, ['makerId', 'documentId'], ['makerId', 'documentId'], {
  name: 'debit_document_fk',
})
export class Debit {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'debit_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'debit_pk' })
  id: string;

  @Column('uuid')
  debitFileId: string;

  @Column('uuid')
  mandateId: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  documentId: string;

  @Column('bigint')
  amountMinor: string;

  @Column('timestamptz', { nullable: true })
  returnedAt: Date | null;

  @Column('uuid', { nullable: true })
  returnedBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  returnedByName: string | null;

  /** Reason that the bank stated, such as a code of ISO 20022. */
  @Column('text', { nullable: true })
  returnReason: string | null;
}
