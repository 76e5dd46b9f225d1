import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Customer } from '#customers';

/** An account from which a person accepted a customer's payment. Later payments from it are matched with the customer. */
@Entity('learnt_payer')
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'learnt_payer_customer_fk',
})
export class LearntPayerAccount {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'learnt_payer_pk' })
  makerId: string;

  /** IBAN or national number, in capitals and without spaces. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'learnt_payer_pk' })
  account: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'learnt_payer_pk' })
  customerId: string;

  @Column('timestamptz')
  learntAt: Date;
}
