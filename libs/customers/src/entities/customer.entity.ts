import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Hub, Maker, MembershipCustomer, Partner } from '#organization';

/** A company that operates machines and is billed. Its users get access through their membership. */
@Entity('customer')
@Index('customer_search_ix', { synchronize: false })
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

  /** Country code, ISO 3166-1 alpha-2. */
  @Column('text')
  country: string;

  /** BCP 47 tag of the language of emails and documents for the customer. */
  @Column('text', { default: 'en' })
  language: string;

  @Column('text', { default: '' })
  industry: string;

  @Column('text', { default: '' })
  taxId: string;

  /** The default hub of the customer's sites; null for the hub nearest to each site. */
  @Column('uuid', { nullable: true })
  hubId: string | null;

  /** The partner with access to the customer. */
  @Column('uuid', { nullable: true })
  partnerId: string | null;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}

// A membership refers to customers, but the organization lib can't import this lib. Therefore, the foreign key is added
// here.
ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], {
  name: 'membership_customer_customer_fk',
})(MembershipCustomer);
