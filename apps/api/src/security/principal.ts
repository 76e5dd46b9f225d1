import type { Request } from 'express';
import type { Scope } from '#platform';
import type { Permission, Role } from '#organization';

/** The person behind a request. */
export interface SignedInUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: string;
  /** IANA zone in which the person reads times. */
  readonly zone: string;
}

/** Who asks, as whom, and what they may do; found out once per request (or socket) from a session or a key. */
export interface Principal {
  readonly scope: Scope;
  readonly user: SignedInUser;
  readonly membershipId: string;
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
  /** Present with a session cookie; absent with an API key. */
  readonly session: { readonly id: string; readonly csrfToken: string } | null;
}

const PRINCIPAL = Symbol('principal');

export function setPrincipal(request: Request, principal: Principal): void {
  Object.assign(request, { [PRINCIPAL]: principal });
}

/** The request's principal; undefined on a public route. */
export function findPrincipal(request: Request): Principal | undefined {
  return (request as Request & { [PRINCIPAL]?: Principal })[PRINCIPAL];
}

/** The request's principal on a route that isn't public. */
export function getPrincipal(request: Request): Principal {
  const principal = findPrincipal(request);
  if (!principal) throw new Error('This handler needs a signed-in principal; its route is declared public');
  return principal;
}
