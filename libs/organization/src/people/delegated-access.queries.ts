import type { Scope, Transaction } from '#platform';
import { earlierEnd } from '../domain/access/membership-rules.js';
import { narrowPermissions } from '../domain/access/permissions.js';
import { ApiKey } from '../entities/api-key.entity.js';
import { type Access, findAccess } from './access.queries.js';

/** The actor that a job acts for later: a membership, and the API key if a key made the request. */
export interface Delegation {
  readonly membershipId: string;
  readonly apiKeyId: string | null;
  readonly actor: Scope['actor'];
}

/**
 * Returns the access that the actor of a request has now, so that a job never does what the actor may no longer do.
 * Undefined if the membership has ended or the key was revoked. Runs in an identity scope.
 */
export async function findDelegatedAccess(
  tx: Transaction,
  { membershipId, apiKeyId, actor }: Delegation,
): Promise<Access | undefined> {
  const access = await findAccess(tx, membershipId, actor);
  if (access === undefined || apiKeyId === null) return access;
  const key = await tx.manager.findOneBy(ApiKey, { makerId: tx.scope.makerId, id: apiKeyId });
  if (key === null || !isKeyActive(key, tx.now)) return undefined;
  return limitToKey(access, key);
}

/** Returns the part of a membership's access that one of its keys grants. */
export function limitToKey(access: Access, { id, permissions, expiresAt }: ApiKey): Access {
  return {
    ...access,
    scope: { ...access.scope, apiKeyId: id },
    permissions: narrowPermissions(access.permissions, permissions),
    endsAt: earlierEnd(access.endsAt, expiresAt),
  };
}

/** Returns true for a key that is neither revoked nor expired. */
export function isKeyActive({ revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, now: Date) {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}
