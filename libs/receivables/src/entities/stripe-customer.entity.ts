import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Customer } from '#customers';

/** A customer at Stripe, to whom payment methods are saved. The methods themselves are read from Stripe. */
@Entity('stripe_customer')
@Unique('stripe_customer_id_uq', ['makerId', 'stripeId'])
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'stripe_customer_customer_fk',
})
export class StripeCustomer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stripe_customer_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'stripe_customer_pk' })
  customerId: string;

  @Column('text')
  stripeId: string;

  @Column('timestamptz')
  createdAt: Date;
}
