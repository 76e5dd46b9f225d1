import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { ApiKeysService, SessionsService } from '#organization';
import { DomainError } from '#platform';
import { readBearer } from './bearer.js';
import { type Principal, toPrincipal } from './principal.js';
import { findSessionToken } from './session-cookie.js';

/**
 * Authenticates by session cookie or API key. A key takes precedence, because a program that runs in a browser's
 * session must not silently use the broader rights of the session.
 */
@Injectable()
export class Authenticator {
  constructor(
    private readonly sessions: SessionsService,
    private readonly apiKeys: ApiKeysService,
  ) {}

  /**
   * @param headers headers of a request or of a socket's handshake; sockets are authenticated again while they are open
   * @throws DomainError `organization.not_signed_in` if the credentials are missing, unknown, expired or revoked
   */
  async authenticate(headers: IncomingHttpHeaders): Promise<Principal> {
    const { authorization } = headers;
    const principal =
      authorization === undefined
        ? await this.bySession(findSessionToken(headers))
        : await this.byKey(authorization);
    if (!principal) throw new DomainError('organization.not_signed_in');
    return principal;
  }

  private async bySession(token: string | undefined): Promise<Principal | undefined> {
    if (!token) return undefined;
    const access = await this.sessions.findAccess(token);
    return access && toPrincipal(access, access.session);
  }

  private async byKey(authorization: string): Promise<Principal | undefined> {
    const key = readBearer(authorization);
    const access = key === undefined ? undefined : await this.apiKeys.findAccess(key);
    return access && toPrincipal(access, null);
  }
}
