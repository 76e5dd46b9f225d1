import type { Request } from 'express';
import type { Scope } from '#platform';
import type { Access, Permission } from '#organization';

/** The person behind a request. */
export type SignedInUser = Access['user'];

/** Who asks, as what, and what they may do; found out once per request (or socket) from a session or a key. */
export interface Principal {
  readonly scope: Scope;
  readonly user: SignedInUser;
  readonly membership: Access['membership'];
  readonly permissions: ReadonlySet<Permission>;
  /** When the right to be here ends by itself; null: not until it is taken away. */
  readonly endsAt: Date | null;
  /** Present with a session cookie; null with an API key. */
  readonly session: { readonly id: string; readonly csrfToken: string; readonly expiresAt: Date } | null;
}

/** What a session or a key gives, as a principal. */
export function toPrincipal(access: Access, session: Principal['session']): Principal {
  const { scope, user, membership, permissions, endsAt } = access;
  return { scope, user, membership, permissions: new Set(permissions), endsAt, session };
}

const PRINCIPAL = Symbol('principal');

export function setPrincipal(request: Request, principal: Principal): void {
  Object.assign(request, { [PRINCIPAL]: principal });
}

/** The request's principal; undefined on a public route. */
function findPrincipal(request: Request): Principal | undefined {
  return (request as Request & { [PRINCIPAL]?: Principal })[PRINCIPAL];
}

/** The request's principal on a route that isn't public. */
export function getPrincipal(request: Request): Principal {
  const principal = findPrincipal(request);
  if (!principal) throw new Error('This handler needs a signed-in principal; its route is declared public');
  return principal;
}
