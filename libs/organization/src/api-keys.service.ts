import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { DomainError, newId, type Scope, systemScope, type Transaction, UnitOfWork } from '#platform';
import { type Access, findAccess } from './people/access.queries.js';
import { isKeyActive, limitToKey } from './people/delegated-access.queries.js';
import { AuditTrail } from './audit/audit-trail.js';
import { isApiKey, prefixOf } from './domain/access/api-key-format.js';
import { canRevokeKey, outlives } from './domain/access/api-key-rules.js';
import type { Permission } from './domain/access/permissions.js';
import { shouldRecordUse } from './domain/access/session-lifetime.js';
import { ApiKey } from './entities/api-key.entity.js';
import { IdentityQueries } from './sign-in/identity.queries.js';
import type { Granter } from './people/members.service.js';
import { getMembership } from './people/memberships.js';
import { recordAccessChange } from './sign-in/sessions.service.js';
import { hashToken, newApiKey } from './sign-in/tokens.js';

export interface NewApiKey {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly expiresAt?: Date | null;
}

/** Manages API keys, with which programs act on behalf of a person. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityQueries,
  ) {}

  /** Returns the maker's keys, newest first, without their secrets, which aren't stored. */
  list(scope: Scope): Promise<ApiKey[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.find(ApiKey, {
        where: { makerId: scope.makerId },
        order: { createdAt: 'desc', id: 'desc' },
      }),
    );
  }

  /**
   * Creates a key for the granter's own membership. The secret is shown only in this response. If a key creates the
   * new key, it becomes the parent of the new key. A new key has no more permissions than its parent, expires no later,
   * and is revoked together with it.
   * @throws DomainError `organization.api_key_exceeds_holder`, `organization.expiry_passed`,
   *   `organization.api_key_outlives_parent` {until}, `organization.not_signed_in` (the parent was revoked or has
   *   expired in the meantime)
   */
  create(
    scope: Scope,
    granter: Granter,
    { name, permissions, expiresAt }: NewApiKey,
  ): Promise<{ key: string; apiKey: ApiKey }> {
    assertPermissionsHeld(granter.permissions, permissions);
    return this.unitOfWork.run(scope, async (tx) => {
      if (expiresAt && expiresAt <= tx.now) {
        throw new DomainError('organization.expiry_passed', {}, [
          { pointer: '/expiresAt', code: 'organization.expiry_passed' },
        ]);
      }
      const parent = await getParentKey(tx, granter.membershipId);
      const end = expiresAt ?? parent?.expiresAt ?? null;
      assertEndsWithParent(end, parent);
      const { key, prefix } = newApiKey();
      const apiKey: ApiKey = {
        makerId: scope.makerId,
        id: newId(),
        name,
        prefix,
        keyHash: hashToken(key),
        membershipId: granter.membershipId,
        permissions: [...new Set(permissions)],
        createdBy: scope.userId,
        parentKeyId: parent?.id ?? null,
        originUnclear: false,
        createdAt: tx.now,
        expiresAt: end,
        lastUsedAt: null,
        revokedAt: null,
      };
      await tx.manager.insert(ApiKey, apiKey);
      await AuditTrail.write(tx, {
        action: 'organization.api_key_created',
        entity: 'api_key',
        entityId: apiKey.id,
        after: { name, prefix, permissions: apiKey.permissions, expiresAt: end },
      });
      return { key, apiKey };
    });
  }

  /**
   * Revokes a key and all keys that were created with it. Revoking it again changes nothing.
   * @throws DomainError `organization.api_key_not_found`, `organization.api_key_exceeds_revoker`
   */
  revoke(scope: Scope, granter: Granter, id: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const found = await tx.manager.findOneBy(ApiKey, { makerId: scope.makerId, id });
      if (!found) throw new DomainError('organization.api_key_not_found', { id });
      const { membershipId } = found;
      // Locks the membership's row, so that a key can't create another key during the revocation.
      const { userId, role } = await getMembership(tx, membershipId);
      const revoker = { ...granter, isKey: scope.apiKeyId !== undefined };
      if (!canRevokeKey(revoker, { membershipId, role, permissions: found.permissions }))
        throw new DomainError('organization.api_key_exceeds_revoker', { role });
      const revoked = await revokeWithDescendants(tx, id);
      if (revoked.length === 0) return;
      await AuditTrail.write(
        tx,
        ...revoked.map(({ id: entityId, name, prefix }) => ({
          action: 'organization.api_key_revoked' as const,
          entity: 'api_key',
          entityId,
          before: { name, prefix },
        })),
      );
      await recordAccessChange(tx, { userId, membershipId });
    });
  }

  /**
   * Returns the person and maker of the key that has the same public prefix as a wrong key; undefined if there is
   * none.
   */
  async findClaimedOwner(key: string): Promise<{ makerId: string; userId: string } | undefined> {
    const prefix = prefixOf(key);
    return prefix === undefined ? undefined : this.identity.findKeyOwner(prefix);
  }

  /**
   * Returns the access that a key grants: the permissions of the key that its membership still has. Undefined if the
   * key is unknown, expired or revoked, or its membership has ended.
   */
  async findAccess(key: string): Promise<Access | undefined> {
    if (!isApiKey(key)) return undefined;
    const found = await this.identity.findApiKey(key);
    if (!found) return undefined;
    return this.unitOfWork.run(systemScope(found.makerId), async (tx) => {
      const apiKey = await tx.manager.findOneBy(ApiKey, { makerId: found.makerId, id: found.apiKeyId });
      if (!apiKey || !isKeyActive(apiKey, tx.now)) return undefined;
      const access = await findAccess(tx, apiKey.membershipId, 'api_key');
      if (!access) return undefined;
      if (shouldRecordUse(apiKey.lastUsedAt, tx.now)) {
        await tx.manager.update(ApiKey, { makerId: apiKey.makerId, id: apiKey.id }, { lastUsedAt: tx.now });
      }
      return limitToKey(access, apiKey);
    });
  }
}

function assertPermissionsHeld(held: ReadonlySet<Permission>, wanted: readonly Permission[]): void {
  const missing = wanted.filter((permission) => !held.has(permission)).join(', ');
  if (missing === '') return;
  throw new DomainError('organization.api_key_exceeds_holder', { permissions: missing }, [
    {
      pointer: '/permissions',
      code: 'organization.api_key_exceeds_holder',
      params: { permissions: missing },
    },
  ]);
}

/**
 * Returns the acting key, as the parent of a new one; null when a person acts. Locks the membership's row, so that a
 * concurrent revocation either commits first and is seen here, or finds the new key.
 */
async function getParentKey(tx: Transaction, membershipId: string): Promise<ApiKey | null> {
  const { makerId, apiKeyId } = tx.scope;
  if (apiKeyId === undefined) return null;
  await getMembership(tx, membershipId);
  const parent = await tx.manager.findOneBy(ApiKey, { makerId, id: apiKeyId });
  if (!parent || !isKeyActive(parent, tx.now)) throw new DomainError('organization.not_signed_in');
  return parent;
}

function assertEndsWithParent(end: Date | null, parent: ApiKey | null): void {
  if (!parent || !outlives(end, parent.expiresAt)) return;
  const params = { until: parent.expiresAt?.toISOString() ?? null };
  throw new DomainError('organization.api_key_outlives_parent', params, [
    { pointer: '/expiresAt', code: 'organization.api_key_outlives_parent', params },
  ]);
}

/** @returns the keys that this call has revoked */
async function revokeWithDescendants(tx: Transaction, id: string): Promise<ApiKey[]> {
  const { makerId } = tx.scope;
  const family: { id: string }[] = await tx.manager.query(
    `with recursive family as (
       select id from api_key where maker_id = $1 and id = $2
       union
       select child.id from api_key child join family on child.maker_id = $1 and child.parent_key_id = family.id)
     select id from family`,
    [makerId, id],
  );
  const activeKeys = await tx.manager.findBy(ApiKey, {
    makerId,
    id: In(family.map((key) => key.id)),
    revokedAt: IsNull(),
  });
  if (activeKeys.length > 0) {
    await tx.manager.update(
      ApiKey,
      { makerId, id: In(activeKeys.map((key) => key.id)) },
      { revokedAt: tx.now },
    );
  }
  return activeKeys;
}
