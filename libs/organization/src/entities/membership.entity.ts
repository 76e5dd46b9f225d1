import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { Role } from '../domain/access/permissions.js';
import { Hub } from './hub.entity.js';
import { Maker } from './maker.entity.js';
import { Partner } from './partner.entity.js';
import { UserAccount } from './user-account.entity.js';

/** A person's membership in a maker: role, hub and end. A person can have several memberships. */
@Entity('membership')
@Check(
  'membership_role_ck',
  `role in ('admin', 'manager', 'finance', 'dispatcher', 'engineer', 'planner', 'technician', 'customer_admin', 'customer_viewer', 'verifier')`,
)
@Check(
  'membership_partner_ck',
  `partner_id is null or role in ('customer_admin', 'customer_viewer', 'verifier')`,
)
@Check('membership_technician_hub_ck', `role <> 'technician' or hub_id is not null`)
@Unique('membership_user_uq', ['makerId', 'userId', 'role'])
@ForeignKey(() => Maker, ['makerId'], ['id'], { name: 'membership_maker_fk' })
@ForeignKey(() => UserAccount, ['userId'], ['id'], { name: 'membership_user_fk' })
@ForeignKey(() => Hub, ['makerId', 'hubId'], ['makerId', 'id'], { name: 'membership_hub_fk' })
@ForeignKey(() => Partner, ['makerId', 'partnerId'], ['makerId', 'id'], { name: 'membership_partner_fk' })
export class Membership {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'membership_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'membership_pk' })
  id: string;

  @Column('uuid')
  userId: string;

  @Column('text')
  role: Role;

  @Column('uuid', { nullable: true })
  hubId: string | null;

  /**
   * The partner through which the membership gives access to further customers, in addition to the customers listed
   * individually.
   */
  @Column('uuid', { nullable: true })
  partnerId: string | null;

  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  /** Time at which the person accepted the invitation; null while it is pending. */
  @Column('timestamptz', { nullable: true })
  acceptedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('integer', { default: 1 })
  version: number;
}
