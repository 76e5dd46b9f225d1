import { Injectable } from '@nestjs/common';
import { DomainError, newId, type Transaction, UnitOfWork } from '#platform';
import { type Access, findAccess } from '../people/access.queries.js';
import { earlierEnd } from '../domain/access/membership-rules.js';
import { shouldRecordUse, isSessionAlive, sessionExpiry } from '../domain/access/session-lifetime.js';
import { Session } from '../entities/session.entity.js';
import { identityScope } from './identity-scope.js';
import { IdentityQueries } from './identity.queries.js';
import { hashToken, newToken } from './tokens.js';

/** The client of a session. */
export interface Client {
  readonly address: string;
  readonly userAgent: string | null;
  /** The browser's cookie from earlier sign-ins. `KnownBrowsers` verifies it before it is used. */
  readonly knownBrowser: string | null;
}

export interface SessionAccess extends Access {
  readonly session: { readonly id: string; readonly csrfToken: string; readonly expiresAt: Date };
}

export interface OpenedSession extends SessionAccess {
  /** Token for the browser's cookie. It isn't stored anywhere else. */
  readonly token: string;
}

/** Time between the end of a session and its deletion. */
const DELETED_AFTER = '30 days';

/** Manages the sessions of signed-in browsers. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityQueries,
  ) {}

  /**
   * Opens a session for an authenticated person and one of their memberships. A sign-in with a new browser emits an
   * event that notifies the person, unless it is their first sign-in.
   * @throws DomainError `organization.membership_not_found` if the membership isn't theirs or isn't active
   */
  async open(
    userId: string,
    wanted: { makerId: string; membershipId: string },
    client: Client,
    { isNewBrowser = false } = {},
  ): Promise<OpenedSession> {
    return this.unitOfWork.run(identityScope(wanted.makerId, userId), async (tx) => {
      const access = await findAccess(tx, wanted.membershipId, 'user');
      if (!access || access.user.id !== userId) {
        throw new DomainError('organization.membership_not_found', { id: wanted.membershipId });
      }
      await deleteOldSessions(tx, userId);
      const token = newToken();
      const session = {
        makerId: wanted.makerId,
        id: newId(),
        tokenHash: hashToken(token),
        csrfToken: newToken(),
        userId,
        membershipId: wanted.membershipId,
        createdAt: tx.now,
        lastSeenAt: tx.now,
        expiresAt: sessionExpiry(tx.now, tx.now),
        revokedAt: null,
        ip: client.address,
        userAgent: client.userAgent?.slice(0, 300) ?? null,
      };
      const isNews =
        isNewBrowser && (await tx.manager.existsBy(Session, { makerId: wanted.makerId, userId }));
      await tx.manager.insert(Session, session);
      if (isNews)
        await tx.record({
          name: 'organization.new_browser_signed_in',
          version: 1,
          payload: { sessionId: session.id, userId },
        });
      return { ...access, session, token, endsAt: earlierEnd(access.endsAt, session.expiresAt) };
    });
  }

  /**
   * Returns the person to whom a session token belongs, with their current permissions, so that changed permissions
   * take effect with the next request. Undefined if the token is unknown, the session or its membership has ended, or
   * the password has changed.
   */
  async findAccess(token: string): Promise<SessionAccess | undefined> {
    const found = await this.identity.findSession(token);
    if (!found) return undefined;
    return this.unitOfWork.run(identityScope(found.makerId, found.userId), async (tx) => {
      const session = await tx.manager.findOneBy(Session, { makerId: found.makerId, id: found.sessionId });
      const access = session && (await findAccess(tx, session.membershipId, 'user'));
      if (!session || !access || !isSessionAlive(session, access.passwordChangedAt, tx.now)) return undefined;
      if (shouldRecordUse(session.lastSeenAt, tx.now)) {
        session.expiresAt = sessionExpiry(session.createdAt, tx.now);
        await tx.manager.update(
          Session,
          { makerId: session.makerId, id: session.id },
          { lastSeenAt: tx.now, expiresAt: session.expiresAt },
        );
      }
      return { ...access, session, endsAt: earlierEnd(access.endsAt, session.expiresAt) };
    });
  }

  /** Ends a session. The event closes its sockets. */
  async end({ scope, session, membership, user }: SessionEnd): Promise<void> {
    await this.unitOfWork.run(scope, async (tx) => {
      await tx.manager.update(Session, { makerId: scope.makerId, id: session.id }, { revokedAt: tx.now });
      await recordAccessChange(tx, { userId: user.id, membershipId: membership.id, sessionId: session.id });
    });
  }
}

/** The data of a session that is needed to end it. */
export interface SessionEnd extends Pick<Access, 'scope'> {
  readonly session: { readonly id: string };
  readonly membership: { readonly id: string };
  readonly user: { readonly id: string };
}

/**
 * Emits an event that a person's permissions may have changed, so that open connections check them again. `sessionId`
 * is set if only one browser is affected.
 */
export async function recordAccessChange(
  tx: Transaction,
  payload: { userId: string; membershipId: string; sessionId?: string },
): Promise<void> {
  await tx.record({ name: 'organization.access_changed', version: 1, payload });
}

async function deleteOldSessions(tx: Transaction, userId: string): Promise<void> {
  await tx.manager.query(
    `delete from session where maker_id = $1 and user_id = $2
        and least(expires_at, revoked_at) < $3::timestamptz - $4::interval`,
    [tx.scope.makerId, userId, tx.now, DELETED_AFTER],
  );
}
