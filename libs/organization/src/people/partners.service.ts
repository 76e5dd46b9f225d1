import { Injectable } from '@nestjs/common';
import {
  changedFields,
  DomainError,
  ensureVersion,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { AuditTrail } from '../audit/audit-trail.js';
import { Membership } from '../entities/membership.entity.js';
import { Partner } from '../entities/partner.entity.js';
import { recordAccessChange } from '../sign-in/sessions.service.js';

export interface NewPartner {
  readonly id?: string;
  readonly code: string;
  readonly name: string;
}

export interface PartnerChanges {
  readonly name?: string;
  readonly archived?: boolean;
}

/** Manages partners, which give their users access to several customers. Each customer refers to its partner. */
@Injectable()
export class PartnersService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns the partners by name, including archived ones. */
  list(scope: Scope): Promise<Partner[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.find(Partner, { where: { makerId: scope.makerId }, order: { name: 'asc', id: 'asc' } }),
    );
  }

  /** @throws DomainError `organization.partner_code_taken` */
  create(scope: Scope, { id = newId(), code, name }: NewPartner): Promise<Partner> {
    return this.unitOfWork.run(scope, async (tx) => {
      const partner: Partner = { makerId: scope.makerId, id, code, name, archivedAt: null, version: 1 };
      await mapConstraintViolations({ partner_code_uq: () => codeTakenError(code) }, () =>
        tx.manager.insert(Partner, partner),
      );
      await AuditTrail.write(tx, {
        action: 'organization.partner_created',
        entity: 'partner',
        entityId: id,
        after: { code, name },
      });
      return partner;
    });
  }

  /**
   * Changes a partner. If a partner is archived, its people lose access to its customers with their next request.
   * @throws DomainError `organization.partner_not_found`, `platform.version_mismatch`
   */
  change(scope: Scope, id: string, version: number, { archived, name }: PartnerChanges): Promise<Partner> {
    return this.unitOfWork.run(scope, async (tx) => {
      const partner = await tx.manager.findOne(Partner, {
        where: { makerId: scope.makerId, id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!partner) throw new DomainError('organization.partner_not_found', { id });
      ensureVersion(partner.version, version);
      const archivedAt =
        archived === undefined ? undefined : archived ? (partner.archivedAt ?? tx.now) : null;
      const { before, after } = changedFields<Partner>(partner, { name, archivedAt });
      if (Object.keys(after).length === 0) return partner;
      Object.assign(partner, after, { version: version + 1 });
      await tx.manager.update(
        Partner,
        { makerId: scope.makerId, id },
        { ...after, version: partner.version },
      );
      await AuditTrail.write(tx, {
        action: 'organization.partner_changed',
        entity: 'partner',
        entityId: id,
        before,
        after,
      });
      await recordPartnerChange(tx, [id]);
      return partner;
    });
  }
}

/** Emits an event that the people of partners may now have access to other customers. */
export async function recordPartnerChange(
  tx: Transaction,
  partnerIds: readonly (string | null | undefined)[],
): Promise<void> {
  for (const partnerId of partnerIds) {
    if (!partnerId) continue;
    const people = await tx.manager.findBy(Membership, { makerId: tx.scope.makerId, partnerId });
    for (const { id, userId } of people) await recordAccessChange(tx, { userId, membershipId: id });
  }
}

function codeTakenError(code: string): DomainError {
  return new DomainError('organization.partner_code_taken', { code }, [
    { pointer: '/code', code: 'organization.partner_code_taken', params: { code } },
  ]);
}
