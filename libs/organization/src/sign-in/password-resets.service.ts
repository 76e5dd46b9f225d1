import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import { assertNoFaults, Clock, DomainError, type Transaction, UnitOfWork } from '#platform';
import { AuditTrail } from '../audit/audit-trail.js';
import { findPasswordFaults } from '../domain/access/password-rules.js';
import { MailLink } from '../entities/mail-link.entity.js';
import { Maker } from '../entities/maker.entity.js';
import { UserAccount } from '../entities/user-account.entity.js';
import { IdentityQueries } from './identity.queries.js';
import { identityScope } from './identity-scope.js';
import { getMailLink, issueMailLink, useMailLink } from './mail-links.js';
import { Mailer } from '../mail/mailer.js';
import { PasswordHasher } from './password-hasher.js';
import { recordAccessChange } from './sessions.service.js';
import { SignInGuard } from './sign-in-guard.service.js';

const VALID_FOR_MS = 3_600_000;
/** Maximum number of valid links per person, so that requests can't fill the person's mailbox. */
const MAX_LINKS = 5;

/** Resets a forgotten password through a link to the account's mailbox. */
@Injectable()
export class PasswordResetsService implements OnApplicationShutdown {
  private readonly logger = new Logger(PasswordResetsService.name);
  private readonly pendingSends = new Set<Promise<void>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityQueries,
    private readonly passwords: PasswordHasher,
    private readonly guard: SignInGuard,
    private readonly clock: Clock,
    private readonly mailer: Mailer,
  ) {}

  /**
   * Starts sending a link and returns immediately. Neither the response nor its duration reveals whether the account
   * exists.
   */
  request(email: string): void {
    const work = this.send(email.trim().toLowerCase())
      .catch((error: unknown) => this.logger.error({ err: error }, 'A password reset could not be sent'))
      .finally(() => this.pendingSends.delete(work));
    this.pendingSends.add(work);
  }

  /** Waits for emails that are being sent before the process ends. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.pendingSends);
  }

  private async send(email: string): Promise<void> {
    const account = await this.identity.findSignIn(email);
    const [membership] = account ? await this.identity.listMemberships(account.userId, this.clock.now()) : [];
    if (!account || !membership) return;
    const mail = await this.unitOfWork.run(identityScope(membership.makerId, account.userId), async (tx) => {
      // Lock the account, so that concurrent requests don't all see the same count.
      const user = await lockAccount(tx, account.userId);
      const links = await tx.manager.countBy(MailLink, {
        makerId: tx.scope.makerId,
        kind: 'password_reset',
        userId: user.id,
        usedAt: IsNull(),
        expiresAt: MoreThan(tx.now),
        // A new password invalidates the links that were issued before.
        ...(user.passwordChangedAt !== null && { createdAt: MoreThan(user.passwordChangedAt) }),
      });
      if (links >= MAX_LINKS) return undefined;
      const { token, expiresAt } = await issueMailLink(tx, {
        kind: 'password_reset',
        userId: account.userId,
        membershipId: membership.membershipId,
        validForMs: VALID_FOR_MS,
      });
      const maker = await tx.manager.findOneByOrFail(Maker, { id: membership.makerId });
      return { token, expiresAt, name: user.name, locale: user.locale, makerName: maker.name };
    });
    if (mail) await this.mailer.send({ kind: 'password_reset', to: email, ...mail });
  }

  /**
   * Sets a new password. Ends all sessions and invalidates all reset links issued before, for all makers, and removes
   * the account's locks.
   * @returns the account's email address
   * @throws DomainError `organization.mail_link_invalid`, `organization.password_not_allowed`
   */
  async reset(token: string, password: string): Promise<string> {
    const found = await this.identity.findMailLink(token);
    if (!found) throw new DomainError('organization.mail_link_invalid');
    const scope = identityScope(found.makerId, found.userId);
    const email = await this.unitOfWork.run(scope, async (tx) => {
      const account = await tx.manager.findOneByOrFail(UserAccount, { id: found.userId });
      await getResetLink(tx, found.mailLinkId, account);
      return account.email;
    });
    const faults = findPasswordFaults(password, email);
    assertNoFaults('organization.password_not_allowed', faults);
    const passwordHash = await this.passwords.hash(password);
    await this.unitOfWork.run(scope, async (tx) => {
      const link = await getResetLink(tx, found.mailLinkId, await lockAccount(tx, found.userId));
      await useMailLink(tx, link);
      await tx.manager.update(UserAccount, { id: link.userId }, { passwordHash, passwordChangedAt: tx.now });
      await AuditTrail.write(tx, {
        action: 'organization.password_reset',
        entity: 'user_account',
        entityId: link.userId,
      });
      if (link.membershipId)
        await recordAccessChange(tx, { userId: link.userId, membershipId: link.membershipId });
    });
    await this.guard.clearAccount(email);
    return email;
  }
}

/** Returns the account, locked against other resets until the transaction ends. */
function lockAccount(tx: Transaction, id: string): Promise<UserAccount> {
  return tx.manager.findOneOrFail(UserAccount, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/**
 * Returns a reset link. It is invalid if a password was set after its creation: a person can have several valid links,
 * and using one must invalidate all of them.
 * @throws DomainError `organization.mail_link_invalid`
 */
async function getResetLink(tx: Transaction, id: string, account: UserAccount): Promise<MailLink> {
  const link = await getMailLink(tx, id, 'password_reset');
  if (account.passwordChangedAt !== null && account.passwordChangedAt >= link.createdAt)
    throw new DomainError('organization.mail_link_invalid');
  return link;
}
