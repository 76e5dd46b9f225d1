import { Injectable } from '@nestjs/common';
import { Clock, DomainError } from '#platform';
import { IdentityQueries, type MembershipKey } from './identity.queries.js';
import { KnownBrowsers } from './known-browsers.service.js';
import { PasswordHasher } from './password-hasher.js';
import { type Client, type OpenedSession, type SessionEnd, SessionsService } from './sessions.service.js';
import { SignInGuard } from './sign-in-guard.service.js';

export interface SignIn {
  readonly email: string;
  readonly password: string;
  /** The membership to enter; the oldest one by default. */
  readonly membershipId?: string;
}

/** Signs in with a password, and switches between memberships. */
@Injectable()
export class SignInService {
  constructor(
    private readonly identity: IdentityQueries,
    private readonly guard: SignInGuard,
    private readonly knownBrowsers: KnownBrowsers,
    private readonly passwords: PasswordHasher,
    private readonly sessions: SessionsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Signs in. Neither the response nor its duration nor a lock reveals whether an account exists.
   * @throws DomainError `organization.sign_in_refused`, `organization.sign_in_locked` {retryAfterSeconds},
   *   `organization.no_membership` (correct password, but no active membership), `organization.membership_not_found`
   */
  async signIn({ email, password, membershipId }: SignIn, client: Client): Promise<OpenedSession> {
    const userId = await this.verifyPassword(email, password, client);
    const known = this.knownBrowsers.recognise(client.knownBrowser, email.trim().toLowerCase());
    return this.sessions.open(userId, await this.chooseMembership(userId, membershipId), client, {
      isNewBrowser: known === undefined,
    });
  }

  /**
   * Verifies an account's password. Attempts are counted, and slowed down unless the browser is known to the account.
   * @returns the account's user id
   * @throws DomainError `organization.sign_in_refused`, `organization.sign_in_locked`
   */
  async verifyPassword(
    rawEmail: string,
    password: string,
    { address, knownBrowser }: Client,
  ): Promise<string> {
    const email = rawEmail.trim().toLowerCase();
    const attempt = { email, address, knownBrowser: this.knownBrowsers.recognise(knownBrowser, email) };
    await this.guard.admit(attempt);
    const account = await this.identity.findSignIn(email);
    const isRight = await this.passwords.verify(account?.passwordHash, password);
    if (!account || !isRight) throw new DomainError('organization.sign_in_refused');
    await this.guard.revert(attempt);
    return account.userId;
  }

  /**
   * Switches to another membership of the same person. Opens a new session with a new token, so that the old token
   * never grants access to the other maker.
   * @throws DomainError `organization.membership_not_found`
   */
  async switchMembership(from: SessionEnd, membershipId: string, client: Client): Promise<OpenedSession> {
    const opened = await this.sessions.open(
      from.user.id,
      await this.chooseMembership(from.user.id, membershipId),
      client,
    );
    await this.sessions.end(from);
    return opened;
  }

  private async chooseMembership(userId: string, membershipId: string | undefined): Promise<MembershipKey> {
    const memberships = await this.identity.listMemberships(userId, this.clock.now());
    if (memberships.length === 0) throw new DomainError('organization.no_membership');
    const chosen = memberships.find(
      (each) => membershipId === undefined || each.membershipId === membershipId,
    );
    if (!chosen) throw new DomainError('organization.membership_not_found', { id: membershipId ?? null });
    return chosen;
  }
}
