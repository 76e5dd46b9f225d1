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
import { defaultLimit } from '../domain/four-eyes.js';
import { chooseSeriesPrefix } from '../domain/series-prefix.js';
import { LegalEntity } from '../entities/legal-entity.entity.js';

/** Fields that are printed on the legal entity's documents, or determine their numbers or how they are sent. */
type PrintedFields = Pick<
  LegalEntity,
  | 'taxIds'
  | 'street'
  | 'postalCode'
  | 'city'
  | 'registrations'
  | 'email'
  | 'bankAccount'
  | 'seriesPrefix'
  | 'fiscalYearMonth'
  | 'mailsDocuments'
>;

/**
 * A new legal entity. If `seriesPrefix` is omitted, it is the country code, followed by a number if another entity has
 * this prefix.
 */
export interface NewLegalEntity extends Partial<PrintedFields> {
  readonly id?: string;
  readonly name: string;
  readonly country: string;
  /** ISO 4217 code of the accounting currency. */
  readonly currency: string;
  readonly zone: string;
}

/** Changes of a legal entity. Country and currency can't change, because issued documents depend on them. */
export type LegalEntityChanges = Partial<Pick<LegalEntity, 'name' | 'zone'> & PrintedFields>;

/** Manages the maker's legal entities. */
@Injectable()
export class LegalEntitiesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(scope: Scope): Promise<LegalEntity[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.find(LegalEntity, { where: { makerId: scope.makerId }, order: { name: 'asc', id: 'asc' } }),
    );
  }

  /** @throws DomainError `organization.series_prefix_taken` */
  create(scope: Scope, { id = newId(), ...wanted }: NewLegalEntity): Promise<LegalEntity> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { name, country, currency, zone } = wanted;
      const fields = {
        name,
        country,
        currency,
        zone,
        taxIds: wanted.taxIds ?? {},
        street: wanted.street ?? '',
        postalCode: wanted.postalCode ?? '',
        city: wanted.city ?? '',
        registrations: wanted.registrations ?? {},
        email: wanted.email ?? '',
        bankAccount: wanted.bankAccount ?? {},
        seriesPrefix: wanted.seriesPrefix ?? chooseSeriesPrefix(country, await listSeriesPrefixes(tx)),
        fiscalYearMonth: wanted.fiscalYearMonth ?? 1,
        mailsDocuments: wanted.mailsDocuments ?? false,
        fourEyesLimit: defaultLimit(currency),
      };
      const entity: LegalEntity = { makerId: scope.makerId, id, ...fields, version: 1 };
      await mapConstraintViolations(prefixConstraintErrors(fields.seriesPrefix), () =>
        tx.manager.insert(LegalEntity, entity),
      );
      await AuditTrail.write(tx, {
        action: 'organization.legal_entity_created',
        entity: 'legal_entity',
        entityId: id,
        after: fields,
      });
      return entity;
    });
  }

  /**
   * Changes a legal entity. Documents that were already issued don't change.
   * @throws DomainError `organization.legal_entity_not_found`, `platform.version_mismatch`,
   *   `organization.series_prefix_taken`
   */
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
      const key = { makerId: scope.makerId, id };
      await mapConstraintViolations(prefixConstraintErrors(entity.seriesPrefix), () =>
        tx.manager.update(LegalEntity, key, { ...after, version: entity.version }),
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

async function listSeriesPrefixes(tx: Transaction): Promise<string[]> {
  const entities = await tx.manager.find(LegalEntity, { where: { makerId: tx.scope.makerId } });
  return entities.map(({ seriesPrefix }) => seriesPrefix);
}

function prefixConstraintErrors(prefix: string) {
  const code = 'organization.series_prefix_taken';
  return {
    legal_entity_series_uq: () =>
      new DomainError(code, { prefix }, [{ pointer: '/seriesPrefix', code, params: { prefix } }]),
  };
}
