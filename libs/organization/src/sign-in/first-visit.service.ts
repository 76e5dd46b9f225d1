import { Injectable } from '@nestjs/common';
import { assertNoFaults, DomainError, newId, systemScope, type Transaction, UnitOfWork } from '#platform';
import { AuditTrail } from '../audit/audit-trail.js';
import { toMakerSlug } from '../domain/maker-slug.js';
import { findPasswordFaults } from '../domain/access/password-rules.js';
import { Maker } from '../entities/maker.entity.js';
import { Membership } from '../entities/membership.entity.js';
import { IdentityQueries } from './identity.queries.js';
import { ensurePendingMembership } from '../people/memberships.js';
import { PasswordHasher } from './password-hasher.js';
import { type Client, type OpenedSession, SessionsService } from './sessions.service.js';
import { matchesTokenHash } from './tokens.js';
import { ensureUserAccount } from './user-accounts.js';

export interface FirstVisit {
  /** The setup token that was displayed when the installation started. */
  readonly token: string;
  readonly makerName: string;
  readonly country: string;
  readonly zone: string;
  readonly adminName: string;
  readonly email: string;
  readonly password: string;
  readonly locale?: string;
}

/**
 * Two browsers can submit the first-visit form at the same time. Because of the lock, the second request finds that a
 * maker exists.
 */
const FIRST_VISIT_LOCK = 7_361_045;

/** Sets up an installation that has no maker, for a person with the setup token that was displayed on startup. */
@Injectable()
export class FirstVisitService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityQueries,
    private readonly passwords: PasswordHasher,
    private readonly sessions: SessionsService,
  ) {}

  async isNeeded(): Promise<boolean> {
    return (await this.identity.listMakers()).length === 0;
  }

  /**
   * Creates the maker and its admin, and signs the admin in. Afterwards, the token is useless, because a maker exists.
   * @param tokenHash SHA-256 in hex of the setup token that was created on startup
   * @throws DomainError `organization.already_set_up`, `organization.setup_token_wrong`,
   *   `organization.password_not_allowed`
   */
  async setUp(visit: FirstVisit, tokenHash: string, client: Client): Promise<OpenedSession> {
    if (!(await this.isNeeded())) throw new DomainError('organization.already_set_up');
    if (!matchesTokenHash(visit.token.trim(), tokenHash)) {
      throw new DomainError('organization.setup_token_wrong', {}, [
        { pointer: '/token', code: 'organization.setup_token_wrong' },
      ]);
    }
    const email = visit.email.trim().toLowerCase();
    const faults = findPasswordFaults(visit.password, email);
    assertNoFaults('organization.password_not_allowed', faults);
    const passwordHash = await this.passwords.hash(visit.password);
    const makerId = newId();
    const { userId, membershipId } = await this.unitOfWork.run(systemScope(makerId), async (tx) => {
      await assertFirstMaker(tx);
      await tx.manager.insert(Maker, {
        id: makerId,
        slug: toMakerSlug(visit.makerName, `maker-${makerId.slice(-8)}`),
        name: visit.makerName.trim(),
        nameI18n: {},
        brand: visit.makerName.trim(),
        country: visit.country,
        zone: visit.zone,
        createdAt: tx.now,
        version: 1,
      });
      const account = {
        email,
        name: visit.adminName.trim(),
        passwordHash,
        locale: visit.locale ?? 'en',
        zone: visit.zone,
      };
      const userId = await ensureUserAccount(tx, undefined, account);
      const shape = {
        role: 'admin',
        hubId: null,
        customerIds: [],
        partnerId: null,
        expiresAt: null,
      } as const;
      const membership = await ensurePendingMembership(tx, userId, shape);
      await tx.manager.update(Membership, { makerId, id: membership.id }, { acceptedAt: tx.now });
      await AuditTrail.write(tx, {
        action: 'organization.maker_created',
        entity: 'maker',
        entityId: makerId,
        after: { name: visit.makerName },
      });
      return { userId, membershipId: membership.id };
    });
    return this.sessions.open(userId, { makerId, membershipId }, client);
  }
}

async function assertFirstMaker(tx: Transaction): Promise<void> {
  await tx.manager.query('select pg_advisory_xact_lock($1)', [FIRST_VISIT_LOCK]);
  const makers: unknown[] = await tx.manager.query('select maker_id from list_makers()');
  if (makers.length > 0) throw new DomainError('organization.already_set_up');
}
