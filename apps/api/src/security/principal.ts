import type { Request } from 'express';
import type { Scope } from '#platform';
import type { Access, Permission } from '#organization';

/** User behind a request. */
export type SignedInUser = Access['user'];

/** Authenticated caller with permissions, determined once per request (or socket) from a session or a key. */
export interface Principal {
  readonly scope: Scope;
  readonly user: SignedInUser;
  readonly membership: Access['membership'];
  readonly permissions: ReadonlySet<Permission>;
  /** Time when the access expires; null if it lasts until it is revoked. */
  readonly endsAt: Date | null;
  /** Session of the cookie; null with an API key. */
  readonly session: { readonly id: string; readonly csrfToken: string; readonly expiresAt: Date } | null;
}

/** Converts the access of a session or a key to a principal. */
export function toPrincipal(access: Access, session: Principal['session']): Principal {
  const { scope, user, membership, permissions, endsAt } = access;
  return { scope, user, membership, permissions: new Set(permissions), endsAt, session };
}

const PRINCIPAL = Symbol('principal');

export function setPrincipal(request: Request, principal: Principal): void {
  Object.assign(request, { [PRINCIPAL]: principal });
}

/** Returns the request's principal; undefined on a public route. */
function findPrincipal(request: Request): Principal | undefined {
  return (request as Request & { [PRINCIPAL]?: Principal })[PRINCIPAL];
}

/** Returns the principal of the request. Use this only for routes that are not public. */
export function getPrincipal(request: Request): Principal {
  const principal = findPrincipal(request);
  if (!principal) throw new Error('This handler needs a signed-in principal; its route is declared public');
  return principal;
}
