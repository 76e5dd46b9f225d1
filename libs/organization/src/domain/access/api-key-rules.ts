import { mayGrantRole, narrowPermissions, type Permission, permissionsOf, type Role } from './permissions.js';

/** Who revokes a key: by which membership, with what rights, and whether a key acts for them. */
export interface KeyRevoker {
  readonly membershipId: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly isKey: boolean;
}

/** A key as it is about to be revoked, with the role of the membership it acts for. */
export interface RevocableKey {
  readonly membershipId: string;
  readonly role: Role;
  readonly permissions: readonly string[];
}

/**
 * Whether a key may be revoked. People revoke any key of their own and the keys of those whose role they could give or
 * take away. A key revokes keys of its own membership that can do no more than itself; otherwise a key for one small
 * task could stop all the others.
 */
export function mayRevokeKey(revoker: KeyRevoker, key: RevocableKey): boolean {
  if (revoker.membershipId !== key.membershipId) return mayGrantRole(revoker.permissions, key.role);
  if (!revoker.isKey) return true;
  const effective = narrowPermissions(permissionsOf(key.role), key.permissions);
  return effective.every((permission) => revoker.permissions.has(permission));
}

/**
 * Whether access that ends at `wanted` outlives the access of whoever gives it; null is without an end.
 * A key made by a key and a membership given by a temporary member both must end in time.
 */
export function outlives(wanted: Date | null, giversEnd: Date | null): boolean {
  return giversEnd !== null && (wanted === null || wanted > giversEnd);
}
