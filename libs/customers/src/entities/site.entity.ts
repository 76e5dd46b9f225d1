import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Hub } from '#organization';
import { Customer } from './customer.entity.js';

/**
 * A location of one customer where machines are installed. The customer of a site never changes, because it determines
 * who owns the readings of the site's own instruments.
 */
@Entity('site')
@Index('site_search_ix', { synchronize: false })
@Unique('site_code_uq', ['makerId', 'code'])
@Index('site_customer_ix', ['makerId', 'customerId'])
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'site_customer_fk' })
@ForeignKey(() => Hub, ['makerId', 'hubId'], ['makerId', 'id'], { name: 'site_hub_fk' })
export class Site {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'site_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'site_pk' })
  id: string;

  @Column('uuid')
  customerId: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  @Column('text', { default: '' })
  address: string;

  @Column('text', { default: '' })
  city: string;

  /** Country code, ISO 3166-1 alpha-2. */
  @Column('text')
  country: string;

  @Column('double precision', { nullable: true })
  latitude: number | null;

  @Column('double precision', { nullable: true })
  longitude: number | null;

  /** IANA name of the time zone. */
  @Column('text')
  zone: string;

  /** The hub that serves the site; null for the customer's hub or, if the customer has none, the nearest hub. */
  @Column('uuid', { nullable: true })
  hubId: string | null;

  /** Access instructions for technicians. */
  @Column('text', { default: '' })
  accessNotes: string;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
