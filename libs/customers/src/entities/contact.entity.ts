import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Customer } from './customer.entity.js';
import { Site } from './site.entity.js';

/** A contact person of one site or of the whole customer. */
@Entity('contact')
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'contact_customer_fk' })
@ForeignKey(() => Site, ['makerId', 'siteId'], ['makerId', 'id'], { name: 'contact_site_fk' })
export class Contact {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contact_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'contact_pk' })
  id: string;

  @Column('uuid')
  customerId: string;

  @Column('uuid', { nullable: true })
  siteId: string | null;

  @Column('text')
  name: string;

  @Column('text', { default: '' })
  email: string;

  @Column('text', { default: '' })
  phone: string;

  /** The person's responsibility: "maintenance", "gate". */
  @Column('text', { default: '' })
  duty: string;

  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  @Column('integer', { default: 1 })
  version: number;
}
