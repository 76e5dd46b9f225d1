import { Injectable } from '@nestjs/common';
import {
  changedFields,
  DomainError,
  ensureVersion,
  mapConstraintViolations,
  type Scope,
  UnitOfWork,
} from '#platform';
import { AuditTrail } from '../audit/audit-trail.js';
import type { Permission, Role } from '../domain/access/permissions.js';
import { Membership } from '../entities/membership.entity.js';
import { IdentityQueries } from '../sign-in/identity.queries.js';
import { listMembers, type Member } from './members.queries.js';
import {
  endAccess,
  ensurePendingMembership,
  getMembership,
  listCustomerIds,
  memberExistsError,
  assertRoleGrantable,
  assertNotLastAdmin,
  assertEndsWithGranter,
  assertMembershipValid,
  setCustomers,
} from './memberships.js';
import { PasswordHasher } from '../sign-in/password-hasher.js';
import { recordAccessChange } from '../sign-in/sessions.service.js';
import { ensureUserAccount } from '../sign-in/user-accounts.js';

export interface MembershipChanges {
  readonly role?: Role;
  readonly hubId?: string | null;
  readonly customerIds?: readonly string[];
  readonly partnerId?: string | null;
  readonly expiresAt?: Date | null;
}

export interface NewMember {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
  readonly hubId?: string | null;
  readonly customerIds?: readonly string[];
  readonly locale?: string;
  readonly zone?: string;
}

/** The actor who changes a member: their own membership and permissions. */
export interface Granter {
  readonly membershipId: string;
  readonly permissions: ReadonlySet<Permission>;
}

/** Manages the memberships of people who work for the maker or its customers. */
@Injectable()
export class MembersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityQueries,
    private readonly passwords: PasswordHasher,
  ) {}

  /** Returns all people with a membership of the maker by name, including pending, expired and revoked memberships. */
  list(scope: Scope): Promise<Member[]> {
    return this.unitOfWork.run(scope, (tx) => listMembers(tx));
  }

  /** @throws DomainError `organization.membership_not_found` */
  get(scope: Scope, membershipId: string): Promise<Member> {
    return this.unitOfWork.run(scope, async (tx) => {
      const [member] = await listMembers(tx, membershipId);
      if (!member) throw new DomainError('organization.membership_not_found', { id: membershipId });
      return member;
    });
  }

  /**
   * Adds a person with a password and without an invitation, for use by seeding and first-visit setup, in which the
   * product itself acts. If the person already has an account, the account's name and password stay unchanged.
   * @throws DomainError `organization.membership_invalid`, `organization.member_exists`,
   *   `organization.customer_not_found`
   */
  async add(
    scope: Scope,
    {
      email: rawEmail,
      name,
      role,
      password,
      hubId = null,
      customerIds = [],
      locale = 'en',
      zone = 'UTC',
    }: NewMember,
  ): Promise<{ userId: string; membershipId: string }> {
    const email = rawEmail.trim().toLowerCase();
    const existing = await this.identity.findSignIn(email);
    const passwordHash = existing ? null : await this.passwords.hash(password);
    return this.unitOfWork.run(scope, async (tx) => {
      const shape = { role, hubId, customerIds, partnerId: null, expiresAt: null };
      await assertMembershipValid(tx, shape);
      const userId = await ensureUserAccount(tx, existing?.userId, {
        email,
        locale,
        zone,
        name,
        passwordHash,
      });
      const membership = await ensurePendingMembership(tx, userId, shape);
      await tx.manager.update(
        Membership,
        { makerId: scope.makerId, id: membership.id },
        { acceptedAt: tx.now },
      );
      await AuditTrail.write(tx, {
        action: 'organization.member_added',
        entity: 'membership',
        entityId: membership.id,
        after: { userId, ...shape },
      });
      return { userId, membershipId: membership.id };
    });
  }

  /**
   * Changes a membership. Its sessions and keys get the new permissions with their next request.
   * @throws DomainError `organization.membership_not_found`, `platform.version_mismatch`,
   *   `organization.own_membership`, `organization.role_exceeds_giver`, `organization.access_outlives_giver` {until},
   *   `organization.membership_invalid`, `organization.last_admin`, `organization.member_exists`,
   *   `organization.customer_not_found`
   */
  change(
    scope: Scope,
    granter: Granter,
    id: string,
    version: number,
    wanted: MembershipChanges,
  ): Promise<Member> {
    return this.unitOfWork.run(scope, async (tx) => {
      const membership = await getMembership(tx, id);
      ensureVersion(membership.version, version);
      assertNotOwnMembership(scope, membership);
      assertRoleGrantable(granter.permissions, membership.role);
      const customerIds = (await listCustomerIds(tx, [id])).get(id) ?? [];
      const { role, hubId, partnerId, expiresAt } = membership;
      const current: Required<MembershipChanges> = { role, hubId, partnerId, expiresAt, customerIds };
      const { before, after } = changedFields(current, wanted);
      const shape = {
        role: wanted.role ?? role,
        hubId: wanted.hubId === undefined ? hubId : wanted.hubId,
        partnerId: wanted.partnerId === undefined ? partnerId : wanted.partnerId,
        expiresAt: wanted.expiresAt === undefined ? expiresAt : wanted.expiresAt,
        customerIds: wanted.customerIds ?? customerIds,
      };
      assertRoleGrantable(granter.permissions, shape.role);
      await assertEndsWithGranter(tx, granter.membershipId, shape.expiresAt);
      await assertMembershipValid(tx, shape);
      if (shape.role !== 'admin' || shape.expiresAt !== null) await assertNotLastAdmin(tx, membership);
      const { customerIds: reachableCustomerIds, ...columns } = shape;
      await mapConstraintViolations({ membership_user_uq: () => memberExistsError(shape.role) }, () =>
        tx.manager.update(Membership, { makerId: scope.makerId, id }, { ...columns, version: version + 1 }),
      );
      await setCustomers(tx, id, reachableCustomerIds);
      await AuditTrail.write(tx, {
        action: 'organization.member_changed',
        entity: 'membership',
        entityId: id,
        before,
        after,
      });
      await recordAccessChange(tx, { userId: membership.userId, membershipId: id });
      const [member] = await listMembers(tx, id);
      return member!;
    });
  }

  /**
   * Revokes a membership. Its sessions end with their next request. Revoking it again changes nothing.
   * @throws DomainError `organization.membership_not_found`, `organization.own_membership`,
   *   `organization.role_exceeds_giver`, `organization.last_admin`
   */
  revoke(scope: Scope, granter: Granter, id: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const membership = await getMembership(tx, id);
      assertNotOwnMembership(scope, membership);
      assertRoleGrantable(granter.permissions, membership.role);
      if (membership.revokedAt !== null) return;
      await assertNotLastAdmin(tx, membership);
      await tx.manager.update(
        Membership,
        { makerId: scope.makerId, id },
        { revokedAt: tx.now, version: membership.version + 1 },
      );
      await endAccess(tx, id);
      await AuditTrail.write(tx, {
        action: 'organization.member_revoked',
        entity: 'membership',
        entityId: id,
        before: { userId: membership.userId, role: membership.role },
      });
      await recordAccessChange(tx, { userId: membership.userId, membershipId: id });
    });
  }
}

/**
 * Asserts that a membership belongs to another person. People may not change their own permissions in any of their
 * memberships, because they might be unable to reverse the change.
 */
function assertNotOwnMembership(scope: Scope, { userId }: Membership): void {
  if (scope.userId === userId) throw new DomainError('organization.own_membership');
}
