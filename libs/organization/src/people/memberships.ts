import { In, IsNull } from 'typeorm';
import { assertNoFaults, DomainError, newId, mapConstraintViolations, type Transaction } from '#platform';
import { outlives } from '../domain/access/api-key-rules.js';
import {
  findMembershipFaults,
  type MembershipShape,
  membershipStatus,
} from '../domain/access/membership-rules.js';
import { canGrantRole, type Permission, type Role } from '../domain/access/permissions.js';
import { ApiKey } from '../entities/api-key.entity.js';
import { Hub } from '../entities/hub.entity.js';
import { Membership } from '../entities/membership.entity.js';
import { MembershipCustomer } from '../entities/membership-customer.entity.js';
import { Partner } from '../entities/partner.entity.js';
import { Session } from '../entities/session.entity.js';

/**
 * Rejects a membership that is invalid, has an unknown hub, or has an unknown or archived partner.
 * @throws DomainError `organization.membership_invalid` with a fault per field
 */
export async function assertMembershipValid(tx: Transaction, shape: MembershipShape): Promise<void> {
  const faults = findMembershipFaults(shape, tx.now);
  if (
    shape.hubId !== null &&
    !(await tx.manager.existsBy(Hub, { makerId: tx.scope.makerId, id: shape.hubId }))
  ) {
    faults.push({ pointer: '/hubId', code: 'organization.hub_not_found' });
  }
  if (
    shape.partnerId !== null &&
    !(await tx.manager.existsBy(Partner, {
      makerId: tx.scope.makerId,
      id: shape.partnerId,
      archivedAt: IsNull(),
    }))
  ) {
    faults.push({ pointer: '/partnerId', code: 'organization.partner_not_found' });
  }
  assertNoFaults('organization.membership_invalid', faults);
}

/** @throws DomainError `organization.role_exceeds_giver` if the role has a permission that its granter lacks */
export function assertRoleGrantable(held: ReadonlySet<Permission>, role: Role): void {
  if (canGrantRole(held, role)) return;
  throw new DomainError('organization.role_exceeds_giver', { role }, [
    { pointer: '/role', code: 'organization.role_exceeds_giver', params: { role } },
  ]);
}

/**
 * Rejects access that ends after the granter's own. Otherwise, a temporary member could keep access with another email
 * address.
 * @throws DomainError `organization.access_outlives_giver` {until}
 */
export async function assertEndsWithGranter(
  tx: Transaction,
  granterMembershipId: string,
  wanted: Date | null,
): Promise<void> {
  const granter = await tx.manager.findOneBy(Membership, {
    makerId: tx.scope.makerId,
    id: granterMembershipId,
  });
  if (!granter || !outlives(wanted, granter.expiresAt)) return;
  const params = { until: granter.expiresAt?.toISOString() ?? null };
  throw new DomainError('organization.access_outlives_giver', params, [
    { pointer: '/expiresAt', code: 'organization.access_outlives_giver', params },
  ]);
}

/** @throws DomainError `organization.membership_not_found` */
export async function getMembership(tx: Transaction, id: string): Promise<Membership> {
  const membership = await tx.manager.findOne(Membership, {
    where: { makerId: tx.scope.makerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!membership) throw new DomainError('organization.membership_not_found', { id });
  return membership;
}

/**
 * Renews a pending or ended membership of the same person and role, or creates a new one.
 * @throws DomainError `organization.member_exists` when the person already has this role
 */
export async function ensurePendingMembership(
  tx: Transaction,
  userId: string,
  { role, hubId, customerIds, partnerId, expiresAt }: MembershipShape,
): Promise<Membership> {
  const { makerId } = tx.scope;
  const former = await tx.manager.findOne(Membership, {
    where: { makerId, userId, role },
    lock: { mode: 'pessimistic_write' },
  });
  if (former && membershipStatus(former, tx.now) === 'active') {
    throw memberExistsError(role);
  }
  const membership: Membership = {
    makerId,
    id: former?.id ?? newId(),
    userId,
    role,
    hubId,
    partnerId,
    expiresAt,
    acceptedAt: null,
    revokedAt: null,
    createdAt: former?.createdAt ?? tx.now,
    version: (former?.version ?? 0) + 1,
  };
  if (former) {
    // Keys and sessions of the former membership must not become valid again when the person accepts.
    await endAccess(tx, former.id);
    await tx.manager.update(Membership, { makerId, id: former.id }, membership);
  } else {
    await tx.manager.insert(Membership, membership);
  }
  await setCustomers(tx, membership.id, customerIds);
  return membership;
}

/** Returns the error for a person who already has the role; it points at the role. */
export function memberExistsError(role: Role): DomainError {
  return new DomainError('organization.member_exists', { role }, [
    { pointer: '/role', code: 'organization.member_exists', params: { role } },
  ]);
}

/** Ends the sessions and keys of a membership permanently. */
export async function endAccess(tx: Transaction, membershipId: string): Promise<void> {
  const ofMembership = { makerId: tx.scope.makerId, membershipId, revokedAt: IsNull() };
  await tx.manager.update(Session, ofMembership, { revokedAt: tx.now });
  await tx.manager.update(ApiKey, ofMembership, { revokedAt: tx.now });
}

/** Sets the customers of a membership. @throws DomainError `organization.customer_not_found` */
export async function setCustomers(
  tx: Transaction,
  membershipId: string,
  customerIds: readonly string[],
): Promise<void> {
  const { makerId } = tx.scope;
  await tx.manager.delete(MembershipCustomer, { makerId, membershipId });
  if (customerIds.length === 0) return;
  const rows = [...new Set(customerIds)].map((customerId) => ({ makerId, membershipId, customerId }));
  await mapConstraintViolations(
    {
      membership_customer_customer_fk: () =>
        new DomainError('organization.customer_not_found', {}, [
          { pointer: '/customerIds', code: 'organization.customer_not_found' },
        ]),
    },
    () => tx.manager.insert(MembershipCustomer, rows),
  );
}

/** Returns customer ids by membership. */
export async function listCustomerIds(
  tx: Transaction,
  membershipIds: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const rows = await tx.manager.find(MembershipCustomer, {
    where: { makerId: tx.scope.makerId, membershipId: In([...membershipIds]) },
    order: { customerId: 'asc' },
  });
  const byMembership = new Map<string, string[]>();
  for (const { membershipId, customerId } of rows) {
    byMembership.set(membershipId, [...(byMembership.get(membershipId) ?? []), customerId]);
  }
  return byMembership;
}

/**
 * Rejects a change that would leave the maker without an admin. Locks the admins' rows, because two admins could
 * otherwise revoke each other at the same time.
 * @throws DomainError `organization.last_admin`
 */
export async function assertNotLastAdmin(tx: Transaction, leaving: Membership): Promise<void> {
  if (leaving.role !== 'admin') return;
  const admins = await tx.manager.find(Membership, {
    where: { makerId: tx.scope.makerId, role: 'admin' },
    order: { id: 'asc' },
    lock: { mode: 'pessimistic_write' },
  });
  const hasOtherAdmin = admins.some(
    (admin) =>
      admin.id !== leaving.id && admin.expiresAt === null && membershipStatus(admin, tx.now) === 'active',
  );
  if (!hasOtherAdmin) throw new DomainError('organization.last_admin');
}
