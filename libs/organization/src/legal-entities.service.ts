import { Injectable } from '@nestjs/common';
import { changedFields, DomainError, ensureVersion, newId, type Scope, UnitOfWork } from '#platform';
import { AuditTrail } from './audit-trail.js';
import { LegalEntity } from './entities/legal-entity.entity.js';

export interface NewLegalEntity {
  readonly id?: string;
  readonly name: string;
  readonly country: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly zone: string;
  readonly taxIds?: Record<string, string>;
}

/** Country and currency stay: documents have been issued in them. */
export type LegalEntityChanges = Partial<Pick<LegalEntity, 'name' | 'zone' | 'taxIds'>>;

/** The maker's companies. */
@Injectable()
export class LegalEntitiesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(scope: Scope): Promise<LegalEntity[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.find(LegalEntity, { where: { makerId: scope.makerId }, order: { name: 'asc', id: 'asc' } }),
    );
  }

  create(scope: Scope, { id = newId(), taxIds = {}, ...fields }: NewLegalEntity): Promise<LegalEntity> {
    return this.unitOfWork.run(scope, async (tx) => {
      const entity: LegalEntity = { makerId: scope.makerId, id, taxIds, ...fields, version: 1 };
      await tx.manager.insert(LegalEntity, entity);
      await AuditTrail.write(tx, {
        action: 'organization.legal_entity_created',
        entity: 'legal_entity',
        entityId: id,
        after: { ...fields, taxIds },
      });
      return entity;
    });
  }

  /** @throws DomainError `organization.legal_entity_not_found`, `platform.version_mismatch` */
  change(scope: Scope, id: string, version: number, wanted: LegalEntityChanges): Promise<LegalEntity> {
    return this.unitOfWork.run(scope, async (tx) => {
      const entity = await tx.manager.findOne(LegalEntity, {
        where: { makerId: scope.makerId, id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!entity) throw new DomainError('organization.legal_entity_not_found', { id });
      ensureVersion(entity.version, version);
      const { before, after } = changedFields<LegalEntityChanges>(entity, wanted);
      Object.assign(entity, after, { version: version + 1 });
      await tx.manager.update(
        LegalEntity,
        { makerId: scope.makerId, id },
        { ...after, version: entity.version },
      );
      await AuditTrail.write(tx, {
        action: 'organization.legal_entity_changed',
        entity: 'legal_entity',
        entityId: id,
        before,
        after,
      });
      return entity;
    });
  }
}
