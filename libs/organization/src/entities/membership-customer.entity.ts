import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Membership } from './membership.entity.js';

/** A customer that a customer's user has access to. The customers lib adds the foreign key to the customer. */
@Entity('membership_customer')
@ForeignKey(() => Membership, ['makerId', 'membershipId'], ['makerId', 'id'], {
  name: 'membership_customer_membership_fk',
})
export class MembershipCustomer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'membership_customer_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'membership_customer_pk' })
  membershipId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'membership_customer_pk' })
  customerId: string;
}
