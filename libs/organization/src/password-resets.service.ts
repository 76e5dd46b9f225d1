import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, DomainError, UnitOfWork } from '#platform';
import { AuditTrail } from './audit-trail.js';
import { passwordFaults } from './domain/password-rules.js';
import { Maker } from './entities/maker.entity.js';
import { UserAccount } from './entities/user-account.entity.js';
import { IdentityQueries } from './identity.queries.js';
import { identityScope } from './identity-scope.js';
import { getMailLink, issueMailLink, useMailLink } from './mail-links.js';
import { Mailer } from './mailer.js';
import { PasswordHasher } from './password-hasher.js';
import { recordAccessChange } from './sessions.service.js';
import { SignInGuard } from './sign-in-guard.service.js';

const VALID_FOR_MS = 3_600_000;

/** A forgotten password, replaced by whoever reads the account's mail. */
@Injectable()
export class PasswordResetsService implements OnApplicationShutdown {
  private readonly logger = new Logger(PasswordResetsService.name);
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityQueries,
    private readonly passwords: PasswordHasher,
    private readonly guard: SignInGuard,
    private readonly clock: Clock,
    private readonly mailer: Mailer,
  ) {}

  /**
   * Starts sending a link and returns at once: neither the answer nor its time tells whether somebody has an account.
   */
  request(email: string): void {
    const work = this.send(email.trim().toLowerCase())
      .catch((error: unknown) => this.logger.error({ err: error }, 'A password reset could not be sent'))
      .finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  /** A mail that was promised leaves before the process does. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.underWay);
  }

  private async send(email: string): Promise<void> {
    const account = await this.identity.findSignIn(email);
    const [membership] = account ? await this.identity.listMemberships(account.userId, this.clock.now()) : [];
    if (!account || !membership) return;
    const mail = await this.unitOfWork.run(identityScope(membership.makerId, account.userId), async (tx) => {
      const { token, expiresAt } = await issueMailLink(tx, {
        kind: 'password_reset',
        userId: account.userId,
        membershipId: membership.membershipId,
        validForMs: VALID_FOR_MS,
      });
      const user = await tx.manager.findOneByOrFail(UserAccount, { id: account.userId });
      const maker = await tx.manager.findOneByOrFail(Maker, { id: membership.makerId });
      return { token, expiresAt, name: user.name, locale: user.locale, makerName: maker.name };
    });
    await this.mailer.send({ kind: 'password_reset', to: email, ...mail });
  }

  /**
   * Sets a new password. Every session opened before is over, for all makers; the account's lock is lifted.
   * @throws DomainError `organization.mail_link_invalid`, `organization.password_not_allowed`
   */
  async reset(token: string, password: string): Promise<void> {
    const found = await this.identity.findMailLink(token);
    if (!found) throw new DomainError('organization.mail_link_invalid');
    const scope = identityScope(found.makerId, found.userId);
    const email = await this.unitOfWork.run(scope, async (tx) => {
      await getMailLink(tx, found.mailLinkId, 'password_reset');
      return (await tx.manager.findOneByOrFail(UserAccount, { id: found.userId })).email;
    });
    const faults = passwordFaults(password, email);
    if (faults.length > 0) throw new DomainError('organization.password_not_allowed', {}, faults);
    const passwordHash = await this.passwords.hash(password);
    await this.unitOfWork.run(scope, async (tx) => {
      const link = await getMailLink(tx, found.mailLinkId, 'password_reset');
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
    await this.guard.forgiveAccount(email);
  }
}
