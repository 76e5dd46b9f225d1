import { Injectable } from '@nestjs/common';
import { assertNoFaults, DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import { AuditTrail } from '../audit/audit-trail.js';
import { membershipStatus } from '../domain/access/membership-rules.js';
import type { Role } from '../domain/access/permissions.js';
import { findPasswordFaults } from '../domain/access/password-rules.js';
import { Maker } from '../entities/maker.entity.js';
import { Membership } from '../entities/membership.entity.js';
import { UserAccount } from '../entities/user-account.entity.js';
import { IdentityQueries } from '../sign-in/identity.queries.js';
import { identityScope } from '../sign-in/identity-scope.js';
import { getMailLink, issueMailLink, useMailLink } from '../sign-in/mail-links.js';
import { Mailer } from '../mail/mailer.js';
import type { Granter } from './members.service.js';
import {
  ensurePendingMembership,
  getMembership,
  assertRoleGrantable,
  assertEndsWithGranter,
  assertMembershipValid,
} from './memberships.js';
import { PasswordHasher } from '../sign-in/password-hasher.js';
import { type Client, type OpenedSession, SessionsService } from '../sign-in/sessions.service.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { ensureUserAccount } from '../sign-in/user-accounts.js';

const VALID_FOR_MS = 7 * 86_400_000;

export interface NewInvitation {
  readonly email: string;
  readonly role: Role;
  readonly hubId?: string | null;
  readonly customerIds?: readonly string[];
  readonly partnerId?: string | null;
  readonly expiresAt?: Date | null;
  readonly locale?: string;
}

export interface Invitation {
  readonly email: string;
  readonly makerName: string;
  readonly role: Role;
  /** Whether the person has an account and must accept the invitation with the account's password. */
  readonly hasAccount: boolean;
}

/** Invites people by email and accepts invitations. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityQueries,
    private readonly passwords: PasswordHasher,
    private readonly sessions: SessionsService,
    private readonly signIns: SignInService,
    private readonly mailer: Mailer,
  ) {}

  /**
   * Offers a membership to the owner of an email address. Inviting again sends a new link and invalidates the old link.
   * @returns the pending membership's id
   * @throws DomainError `organization.role_exceeds_giver`, `organization.access_outlives_giver` {until},
   * `organization.membership_invalid`, `organization.member_exists`, `organization.customer_not_found`,
   * `organization.mail_not_sent` (the invitation exists; inviting again sends it)
   */
  async invite(scope: Scope, granter: Granter, invitation: NewInvitation): Promise<string> {
    const {
      email: rawEmail,
      role,
      hubId = null,
      customerIds = [],
      partnerId = null,
      expiresAt = null,
      locale = 'en',
    } = invitation;
    assertRoleGrantable(granter.permissions, role);
    const email = rawEmail.trim().toLowerCase();
    const existing = await this.identity.findSignIn(email);
    const { membershipId, mail } = await this.unitOfWork.run(scope, async (tx) => {
      const shape = { role, hubId, customerIds, partnerId, expiresAt };
      await assertEndsWithGranter(tx, granter.membershipId, expiresAt);
      await assertMembershipValid(tx, shape);
      const userId = await ensureUserAccount(tx, existing?.userId, { email, locale });
      const membership = await ensurePendingMembership(tx, userId, shape);
      const link = await issueMailLink(tx, {
        kind: 'invitation',
        userId,
        membershipId: membership.id,
        validForMs: VALID_FOR_MS,
      });
      await AuditTrail.write(tx, {
        action: 'organization.member_invited',
        entity: 'membership',
        entityId: membership.id,
        after: { userId, ...shape },
      });
      await tx.record({ name: 'organization.invitation_sent', version: 1, payload: { mailLinkId: link.id } });
      const maker = await tx.manager.findOneByOrFail(Maker, { id: scope.makerId });
      return { membershipId: membership.id, mail: { ...link, makerName: maker.name } };
    });
    const { token, expiresAt: linkExpiresAt, makerName } = mail;
    try {
      await this.mailer.send({
        kind: 'invitation',
        to: email,
        locale,
        makerName,
        role,
        token,
        expiresAt: linkExpiresAt,
      });
    } catch (error) {
      throw Object.assign(new DomainError('organization.mail_not_sent'), { cause: error });
    }
    return membershipId;
  }

  /** Returns the invitation of a link. @throws DomainError `organization.mail_link_invalid` */
  async find(token: string): Promise<Invitation> {
    const { scope, mailLinkId } = await this.locateMailLink(token);
    return this.unitOfWork.run(scope, async (tx) => {
      const link = await getMailLink(tx, mailLinkId, 'invitation');
      const membership = await getOfferedMembership(tx, link.membershipId);
      const user = await tx.manager.findOneByOrFail(UserAccount, { id: link.userId });
      const maker = await tx.manager.findOneByOrFail(Maker, { id: link.makerId });
      return {
        email: user.email,
        makerName: maker.name,
        role: membership.role,
        hasAccount: user.passwordHash !== null,
      };
    });
  }

  /**
   * Accepts an invitation and signs in. A new person chooses a name and a password. A person with an account confirms
   * with its password, because a forwarded invitation must not change an account.
   * @throws DomainError `organization.mail_link_invalid`, `organization.name_needed`,
   *   `organization.password_not_allowed`, `organization.sign_in_refused`, `organization.sign_in_locked`
   */
  async accept(
    token: string,
    { name, password }: { name: string; password: string },
    client: Client,
  ): Promise<OpenedSession> {
    const { email, hasAccount } = await this.find(token);
    const passwordHash = hasAccount ? null : await this.hashNewPassword(name, password, email);
    if (hasAccount) await this.signIns.verifyPassword(email, password, client);
    const { scope, mailLinkId } = await this.locateMailLink(token);
    const { userId, membershipId } = await this.unitOfWork.run(scope, async (tx) => {
      const link = await getMailLink(tx, mailLinkId, 'invitation');
      const membership = await getOfferedMembership(tx, link.membershipId);
      await useMailLink(tx, link);
      if (passwordHash !== null)
        await tx.manager.update(UserAccount, { id: link.userId }, { name: name.trim(), passwordHash });
      await tx.manager.update(
        Membership,
        { makerId: link.makerId, id: membership.id },
        { acceptedAt: tx.now, version: membership.version + 1 },
      );
      await AuditTrail.write(tx, {
        action: 'organization.invitation_accepted',
        entity: 'membership',
        entityId: membership.id,
        after: { userId: link.userId, role: membership.role },
      });
      return { userId: link.userId, membershipId: membership.id };
    });
    return this.sessions.open(userId, { makerId: scope.makerId, membershipId }, client);
  }

  private async hashNewPassword(name: string, password: string, email: string): Promise<string> {
    if (name.trim() === '') {
      throw new DomainError('organization.name_needed', {}, [
        { pointer: '/name', code: 'organization.name_needed' },
      ]);
    }
    const faults = findPasswordFaults(password, email);
    assertNoFaults('organization.password_not_allowed', faults);
    return this.passwords.hash(password);
  }

  private async locateMailLink(token: string): Promise<{ scope: Scope; mailLinkId: string }> {
    const found = await this.identity.findMailLink(token);
    if (!found) throw new DomainError('organization.mail_link_invalid');
    return { scope: identityScope(found.makerId, found.userId), mailLinkId: found.mailLinkId };
  }
}

/**
 * Returns the membership that an invitation offers, if it is still pending.
 * @throws DomainError `organization.mail_link_invalid`
 */
async function getOfferedMembership(tx: Transaction, membershipId: string | null): Promise<Membership> {
  if (membershipId === null) throw new DomainError('organization.mail_link_invalid');
  const membership = await getMembership(tx, membershipId);
  if (membershipStatus(membership, tx.now) !== 'pending') {
    throw new DomainError('organization.mail_link_invalid');
  }
  return membership;
}
