import { canGrantRole, narrowPermissions, type Permission, permissionsOf, type Role } from './permissions.js';

/** The actor who revokes a key: their membership, their permissions, and whether they act through a key. */
export interface KeyRevoker {
  readonly membershipId: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly isKey: boolean;
}

/** A key to be revoked, with the role of its membership. */
export interface RevocableKey {
  readonly membershipId: string;
  readonly role: Role;
  readonly permissions: readonly string[];
}

/**
 * Returns true when the actor may revoke the key. People may revoke their own keys. A key may revoke a key of its own
 * membership only if it has the permissions of that key; otherwise, a key for a small task could revoke all others. Keys
 * of other members require permissions with which the actor may grant the role of the member.
 */
export function canRevokeKey(revoker: KeyRevoker, key: RevocableKey): boolean {
  if (revoker.membershipId !== key.membershipId) return canGrantRole(revoker.permissions, key.role);
  if (!revoker.isKey) return true;
  const effective = narrowPermissions(permissionsOf(key.role), key.permissions);
  return effective.every((permission) => revoker.permissions.has(permission));
}

/**
 * Returns true when access until `wanted` would outlast the granter's own access; null means no end. A key created by
 * another key must not outlast that key, and a membership granted by a temporary member must not outlast the member's
 * own.
 */
export function outlives(wanted: Date | null, grantersEnd: Date | null): boolean {
  return grantersEnd !== null && (wanted === null || wanted > grantersEnd);
}
