import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Customer } from '#customers';

/** The method with which the invoices of a customer are paid on their due date. */
@Entity('automatic_payment')
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'automatic_payment_customer_fk',
})
export class AutomaticPayment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'automatic_payment_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'automatic_payment_pk' })
  customerId: string;

  @Column('text')
  methodId: string;

  /** Issuer and last digits of the method. */
  @Column('text', { nullable: true })
  methodLabel: string | null;

  /** Invoices that were due before this day are not collected. */
  @Column('timestamptz')
  enabledAt: Date;

  @Column('uuid', { nullable: true })
  enabledBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  enabledByName: string | null;
}
