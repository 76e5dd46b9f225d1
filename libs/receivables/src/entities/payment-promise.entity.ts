import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { OpenItemBalance } from './open-item.entity.js';

/** A customer's promise to pay an amount of a document by a day, in minor units. It can only be withdrawn. */
@Entity('payment_promise')
@Index('payment_promise_document_ix', ['makerId', 'documentId'])
@Index('payment_promise_customer_ix', ['makerId', 'customerId', 'promisedOn'])
@Check('payment_promise_amount_ck', `amount_minor > 0 and amount_minor <= open_before_minor`)
@ForeignKey(() => OpenItemBalance, ['makerId', 'documentId'], ['makerId', 'documentId'], {
  name: 'payment_promise_document_fk',
})
export class PaymentPromise {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'payment_promise_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'payment_promise_pk' })
  id: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid')
  documentId: string;

  @Column('text')
  currency: string;

  @Column('bigint')
  amountMinor: string;

  /** The open amount of the document when the promise was recorded. */
  @Column('bigint')
  openBeforeMinor: string;

  @Column('date')
  promisedOn: string;

  @Column('text')
  note: string;

  @Column('timestamptz')
  recordedAt: Date;

  @Column('uuid', { nullable: true })
  recordedBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  recordedByName: string | null;

  @Column('timestamptz', { nullable: true })
  withdrawnAt: Date | null;

  @Column('uuid', { nullable: true })
  withdrawnBy: string | null;

  @Column('text', { nullable: true })
  withdrawnByName: string | null;
}
