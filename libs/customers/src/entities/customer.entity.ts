import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Hub, Maker, MembershipCustomer, Partner } from '#organization';

/** Who operates machines and is billed. Users of the customer reach it through their membership. */
@Entity('customer')
@Unique('customer_code_uq', ['makerId', 'code'])
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'customer_maker_fk' })
@ForeignKey(() => Hub, ['makerId', 'hubId'], ['makerId', 'id'], { name: 'customer_hub_fk' })
@ForeignKey(() => Partner, ['makerId', 'partnerId'], ['makerId', 'id'], { name: 'customer_partner_fk' })
@Index('customer_partner_ix', ['makerId', 'partnerId'])
export class Customer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'customer_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'customer_pk' })
  id: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  /** ISO 3166-1 alpha-2. */
  @Column('text')
  country: string;

  /** BCP 47; the language of what is sent to the customer. */
  @Column('text', { default: 'en' })
  language: string;

  @Column('text', { default: '' })
  industry: string;

  @Column('text', { default: '' })
  taxId: string;

  /** The hub that serves the customer's sites where they name none of their own. */
  @Column('uuid', { nullable: true })
  hubId: string | null;

  /** Whose people reach the customer too. */
  @Column('uuid', { nullable: true })
  partnerId: string | null;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}

// A membership reaches customers, but its lib lies to the left and can't name them: the constraint is hung on from here.
ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'membership_customer_customer_fk',
})(MembershipCustomer);
