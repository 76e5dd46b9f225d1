import { Injectable } from '@nestjs/common';
import { DomainError } from '#platform';
import type { Principal } from './principal.js';

/** What a request or a socket's handshake shows of who it comes from. */
export interface Credentials {
  readonly cookie: string | undefined;
  readonly authorization: string | undefined;
}

/** Finds out who asks, from a session cookie or an API key. */
@Injectable()
export class Authenticator {
  /** @throws DomainError `organization.not_signed_in` when the credentials are missing, unknown, expired or revoked */
  async authenticate(_credentials: Credentials): Promise<Principal> {
    throw new DomainError('organization.not_signed_in');
  }
}
