import { Injectable } from '@nestjs/common';
import { changedFields, Clock, type Scope, UnitOfWork } from '#platform';
import { AuditTrail } from '../audit/audit-trail.js';
import type { Role } from '../domain/access/permissions.js';
import { Maker } from '../entities/maker.entity.js';
import { Membership } from '../entities/membership.entity.js';
import { UserAccount } from '../entities/user-account.entity.js';
import { identityScope } from '../sign-in/identity-scope.js';
import { IdentityQueries } from '../sign-in/identity.queries.js';

export interface ProfileChanges {
  readonly name?: string;
  readonly locale?: string;
  /** IANA name of the time zone. */
  readonly zone?: string;
}

export interface OwnMembership {
  readonly id: string;
  readonly makerName: string;
  readonly role: Role;
}

/** Manages a person's own settings, which are the same for every maker. */
@Injectable()
export class ProfilesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityQueries,
    private readonly clock: Clock,
  ) {}

  /** Changes a person's own settings. Existing audit entries keep the old name. */
  async change(scope: Scope, userId: string, { name, locale, zone }: ProfileChanges): Promise<void> {
    const changes = {
      ...(name !== undefined && { name: name.trim() }),
      ...(locale !== undefined && { locale }),
      ...(zone !== undefined && { zone }),
    };
    if (Object.keys(changes).length === 0) return;
    await this.unitOfWork.run(scope, async (tx) => {
      const account = await tx.manager.findOneByOrFail(UserAccount, { id: userId });
      const { before, after } = changedFields<UserAccount>(account, changes);
      if (Object.keys(after).length === 0) return;
      // Write the entry first, so that it records the previous name.
      await AuditTrail.write(tx, {
        action: 'organization.profile_changed',
        entity: 'user_account',
        entityId: userId,
        before,
        after,
      });
      await tx.manager.update(UserAccount, { id: userId }, { ...changes, version: () => 'version + 1' });
    });
  }

  /** Returns the person's active memberships of all makers, oldest first. */
  async listMemberships(userId: string): Promise<OwnMembership[]> {
    const own = await this.identity.listMemberships(userId, this.clock.now());
    const listed: OwnMembership[] = [];
    // Each maker needs a separate transaction, because no scope covers two makers.
    for (const { makerId, membershipId } of own) {
      listed.push(
        await this.unitOfWork.run(identityScope(makerId, userId), async (tx) => {
          const { role } = await tx.manager.findOneByOrFail(Membership, { makerId, id: membershipId });
          const { name } = await tx.manager.findOneByOrFail(Maker, { id: makerId });
          return { id: membershipId, makerName: name, role };
        }),
      );
    }
    return listed;
  }
}
