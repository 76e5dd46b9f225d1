import type { Scope, Transaction } from '#platform';
import { membershipStatus } from '../domain/access/membership-rules.js';
import { isCustomerRole, type Permission, permissionsOf, type Role } from '../domain/access/permissions.js';

/** A person acting for a maker: identity, membership, and the resulting scope and permissions. */
export interface Access {
  readonly scope: Scope;
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly locale: string;
    readonly zone: string;
  };
  readonly membership: {
    readonly id: string;
    readonly makerId: string;
    readonly role: Role;
    readonly hubId: string | null;
    /** The customers of the membership and of its partner; only for customers' users. */
    readonly customerIds: readonly string[];
  };
  readonly permissions: readonly Permission[];
  /** Time at which the access will end, according to current data; null for no end. */
  readonly endsAt: Date | null;
}

interface AccessRow {
  readonly user_id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  readonly zone: string;
  readonly password_changed_at: Date | null;
  readonly role: Role;
  readonly hub_id: string | null;
  readonly accepted_at: Date | null;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly customer_ids: string[];
}

/**
 * Selects the ids of the customers that a membership may see: the customers of the membership, and the customers of its
 * partner unless the partner is archived.
 * @param membership alias of the membership's row
 */
export const customersOfMembership = (membership: string): string => `
  select mc.customer_id from membership_customer mc
   where mc.maker_id = ${membership}.maker_id and mc.membership_id = ${membership}.id
   union
  select pc.id from customer pc join partner p on p.maker_id = pc.maker_id and p.id = pc.partner_id
   where pc.maker_id = ${membership}.maker_id and pc.partner_id = ${membership}.partner_id and p.archived_at is null`;

/**
 * Returns the access that a membership grants now; undefined if it is pending, expired or revoked. Runs in an identity
 * scope, because the person's own scope isn't known yet.
 */
export async function findAccess(
  tx: Transaction,
  membershipId: string,
  actor: Scope['actor'],
): Promise<(Access & { passwordChangedAt: Date | null }) | undefined> {
  const { makerId } = tx.scope;
  const [row]: AccessRow[] = await tx.manager.query(
    `select u.id as user_id, u.email, u.name, u.locale, u.zone, u.password_changed_at,
            m.role, m.hub_id, m.accepted_at, m.expires_at, m.revoked_at,
            array(${customersOfMembership('m')} order by 1) as customer_ids
       from membership m join user_account u on u.id = m.user_id
      where m.maker_id = $1 and m.id = $2`,
    [makerId, membershipId],
  );
  if (!row) return undefined;
  const times = { acceptedAt: row.accepted_at, expiresAt: row.expires_at, revokedAt: row.revoked_at };
  if (membershipStatus(times, tx.now) !== 'active') return undefined;
  return {
    scope: {
      makerId,
      userId: row.user_id,
      customers: isCustomerRole(row.role) ? row.customer_ids : 'all',
      // The hub limits only technicians; dispatchers and planners of a hub see all hubs. A check constraint ties the
      // role to a hub.
      ...(row.role === 'technician' && { hubId: row.hub_id! }),
      membershipId,
      actor,
    },
    user: { id: row.user_id, email: row.email, name: row.name, locale: row.locale, zone: row.zone },
    membership: {
      id: membershipId,
      makerId,
      role: row.role,
      hubId: row.hub_id,
      customerIds: row.customer_ids,
    },
    permissions: permissionsOf(row.role),
    endsAt: row.expires_at,
    passwordChangedAt: row.password_changed_at,
  };
}
