import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Customer, Site } from '#customers';
import { Machine } from './machine.entity.js';

/**
 * The period in which a machine is at a site of a customer. A customer sees a machine's data only from the machine's
 * placements at the customer's own sites.
 */
@Entity('placement')
@Check('placement_during_ck', `not isempty(during) and lower(during) is not null`)
@Exclusion('placement_overlap_ex', `using gist ((machine_id::text) with =, maker_id with =, during with &&)`)
@Index('placement_machine_ix', ['makerId', 'machineId'])
@Index('placement_current_ix', ['makerId', 'machineId'], { where: 'upper(during) is null' })
@Index('placement_customer_ix', ['makerId', 'customerId'])
@Index('placement_site_ix', ['makerId', 'siteId'])
@ForeignKey(() => Machine, ['makerId', 'machineId'], ['makerId', 'id'], { name: 'placement_machine_fk' })
@ForeignKey(() => Site, ['makerId', 'siteId'], ['makerId', 'id'], { name: 'placement_site_fk' })
@ForeignKey(() => Customer, ['makerId', 'customerId'], ['makerId', 'id'], { name: 'placement_customer_fk' })
export class Placement {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'placement_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'placement_pk' })
  id: string;

  @Column('uuid')
  machineId: string;

  @Column('uuid')
  siteId: string;

  @Column('uuid')
  customerId: string;

  /**
   * Range literal that includes its start and excludes its end. Its end is unbounded while the machine is at the site.
   */
  @Column('tstzrange')
  during: string;
}
