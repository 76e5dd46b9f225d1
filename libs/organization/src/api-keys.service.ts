import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { DomainError, newId, type Scope, systemScope, UnitOfWork } from '#platform';
import { type Access, findAccess } from './access.queries.js';
import { AuditTrail } from './audit-trail.js';
import { isApiKey } from './domain/api-key-format.js';
import { earlierEnd } from './domain/membership-rules.js';
import { narrowPermissions, type Permission } from './domain/permissions.js';
import { isDueToBeSeen } from './domain/session-lifetime.js';
import { ApiKey } from './entities/api-key.entity.js';
import { IdentityQueries } from './identity.queries.js';
import { getMembership } from './memberships.js';
import { recordAccessChange } from './sessions.service.js';
import { hashToken, newApiKey } from './tokens.js';

export interface NewApiKey {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly expiresAt?: Date | null;
}

/** Keys by which programs act for a person. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityQueries,
  ) {}

  /** The maker's keys, the newest first; without their secrets, which nobody has. */
  list(scope: Scope): Promise<ApiKey[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.find(ApiKey, {
        where: { makerId: scope.makerId },
        order: { createdAt: 'desc', id: 'desc' },
      }),
    );
  }

  /**
   * Makes a key of the person's own membership. The answer is the only place where the key is ever shown.
   * @param held what the person may do; a key can do no more
   * @throws DomainError `organization.api_key_exceeds_holder`, `organization.expiry_passed`
   */
  create(
    scope: Scope,
    membershipId: string,
    held: ReadonlySet<Permission>,
    { name, permissions, expiresAt }: NewApiKey,
  ): Promise<{ key: string; apiKey: ApiKey }> {
    const missing = permissions.filter((permission) => !held.has(permission));
    if (missing.length > 0) {
      throw new DomainError('organization.api_key_exceeds_holder', { permissions: missing.join(', ') }, [
        {
          pointer: '/permissions',
          code: 'organization.api_key_exceeds_holder',
          params: { permissions: missing.join(', ') },
        },
      ]);
    }
    return this.unitOfWork.run(scope, async (tx) => {
      if (expiresAt && expiresAt <= tx.now) {
        throw new DomainError('organization.expiry_passed', {}, [
          { pointer: '/expiresAt', code: 'organization.expiry_passed' },
        ]);
      }
      const { key, prefix } = newApiKey();
      const apiKey: ApiKey = {
        makerId: scope.makerId,
        id: newId(),
        name,
        prefix,
        keyHash: hashToken(key),
        membershipId,
        permissions: [...new Set(permissions)],
        createdBy: scope.userId,
        createdAt: tx.now,
        expiresAt: expiresAt ?? null,
        lastUsedAt: null,
        revokedAt: null,
      };
      await tx.manager.insert(ApiKey, apiKey);
      await AuditTrail.write(tx, {
        action: 'organization.api_key_created',
        entity: 'api_key',
        entityId: apiKey.id,
        after: { name, prefix, permissions: apiKey.permissions, expiresAt: apiKey.expiresAt },
      });
      return { key, apiKey };
    });
  }

  /** Revokes a key at once; revoking it again changes nothing. @throws DomainError `organization.api_key_not_found` */
  revoke(scope: Scope, id: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const found = await tx.manager.findOneBy(ApiKey, { makerId: scope.makerId, id });
      if (!found) throw new DomainError('organization.api_key_not_found', { id });
      const { affected } = await tx.manager.update(
        ApiKey,
        { makerId: scope.makerId, id, revokedAt: IsNull() },
        { revokedAt: tx.now },
      );
      if (affected === 0) return;
      await AuditTrail.write(tx, {
        action: 'organization.api_key_revoked',
        entity: 'api_key',
        entityId: id,
        before: { name: found.name, prefix: found.prefix },
      });
      const { membershipId } = found;
      const { userId } = await getMembership(tx, membershipId);
      await recordAccessChange(tx, { userId, membershipId });
    });
  }

  /**
   * Who a key stands for and what it may do now: its permissions as far as its membership still has them.
   * Undefined when it is unknown, expired, revoked, or its membership is over.
   */
  async findAccess(key: string): Promise<Access | undefined> {
    if (!isApiKey(key)) return undefined;
    const found = await this.identity.findApiKey(key);
    if (!found) return undefined;
    return this.unitOfWork.run(systemScope(found.makerId), async (tx) => {
      const apiKey = await tx.manager.findOneBy(ApiKey, { makerId: found.makerId, id: found.apiKeyId });
      if (!apiKey || apiKey.revokedAt || (apiKey.expiresAt && apiKey.expiresAt <= tx.now)) return undefined;
      const access = await findAccess(tx, apiKey.membershipId, 'api_key');
      if (!access) return undefined;
      if (isDueToBeSeen(apiKey.lastUsedAt, tx.now)) {
        await tx.manager.update(ApiKey, { makerId: apiKey.makerId, id: apiKey.id }, { lastUsedAt: tx.now });
      }
      return {
        ...access,
        permissions: narrowPermissions(access.permissions, apiKey.permissions),
        endsAt: earlierEnd(access.endsAt, apiKey.expiresAt),
      };
    });
  }
}
