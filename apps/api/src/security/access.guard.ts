import { timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { DomainError } from '#platform';
import { Authenticator } from './authenticator.js';
import { type Principal, setPrincipal } from './principal.js';
import { findRouteAccess, isSessionOnly } from './route-access.js';
import { WrongKeys } from './wrong-keys.js';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Guard of HTTP routes. Authenticates the caller and checks the access that the route declares. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly wrongKeys: WrongKeys,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // The gateway authorizes sockets, at the handshake and for each event.
    if (context.getType() !== 'http') return true;
    const access = findRouteAccess(context.getClass(), context.getHandler());
    if (access?.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const principal = await this.authenticate(request);
    assertNotForged(request, principal);
    if (
      access?.kind === 'permission' &&
      !access.anyOf.some((permission) => principal.permissions.has(permission))
    ) {
      throw new DomainError('organization.permission_missing', { permission: access.anyOf.join(' | ') });
    }
    if (!principal.session && isSessionOnly(context.getClass(), context.getHandler()))
      throw new DomainError('organization.session_needed');
    if (!access)
      throw new Error(`${context.getClass().name}.${context.getHandler().name} declares no access`);
    setPrincipal(request, principal);
    return true;
  }

  private async authenticate(request: Request): Promise<Principal> {
    const { authorization } = request.headers;
    if (authorization === undefined) return this.authenticator.authenticate(request.headers);
    const address = request.ip ?? '';
    this.wrongKeys.assertNotBlocked(address, authorization);
    try {
      const principal = await this.authenticator.authenticate(request.headers);
      this.wrongKeys.recordValid(authorization);
      return principal;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'organization.not_signed_in')
        await this.wrongKeys.recordWrong(address, authorization);
      throw error;
    }
  }
}

/**
 * Rejects forged requests. A page of another origin can make a browser send the cookie, but can't read the CSRF token,
 * which is also required.
 */
function assertNotForged(request: Request, { session }: Principal): void {
  if (!session || SAFE_METHODS.includes(request.method)) return;
  const sentToken = Buffer.from(request.get('x-csrf-token') ?? '');
  const expectedToken = Buffer.from(session.csrfToken);
  if (sentToken.length !== expectedToken.length || !timingSafeEqual(sentToken, expectedToken)) {
    throw new DomainError('organization.csrf_token_wrong');
  }
}
