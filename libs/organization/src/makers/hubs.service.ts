import { Injectable } from '@nestjs/common';
import { Between } from 'typeorm';
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
import { areOpeningHours, type OpeningHours } from '../domain/opening-hours.js';
import { Hub } from '../entities/hub.entity.js';
import { HubHoliday } from '../entities/hub-holiday.entity.js';
import { LegalEntity } from '../entities/legal-entity.entity.js';

export interface HubFields {
  readonly code: string;
  readonly name: string;
  readonly legalEntityId: string;
  readonly country: string;
  readonly zone: string;
  readonly hours: OpeningHours;
  readonly emergency24x7: boolean;
  readonly languages: string[];
  readonly latitude: number;
  readonly longitude: number;
}

export type NewHub = Omit<HubFields, 'emergency24x7' | 'languages'> &
  Partial<Pick<HubFields, 'emergency24x7' | 'languages'>> & { readonly id?: string };
export type HubChanges = Partial<Omit<HubFields, 'code'>>;

export interface HubWithEntity extends Hub {
  readonly legalEntity: LegalEntity;
}

/** Manages hubs and the days on which they are closed. */
@Injectable()
export class HubsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(scope: Scope): Promise<HubWithEntity[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const hubs = await tx.manager.find(Hub, { where: { makerId: scope.makerId }, order: { code: 'asc' } });
      return withEntities(tx, hubs);
    });
  }

  /** @throws DomainError `organization.hub_not_found` */
  get(scope: Scope, id: string): Promise<HubWithEntity> {
    return this.unitOfWork.run(scope, async (tx) => withEntity(tx, await getHub(tx, id)));
  }

  /**
   * @throws DomainError `organization.hub_code_taken`, `organization.legal_entity_not_found`,
   *   `organization.hours_wrong`
   */
  create(
    scope: Scope,
    { id = newId(), emergency24x7 = false, languages = [], ...fields }: NewHub,
  ): Promise<HubWithEntity> {
    assertHoursValid(fields.hours);
    return this.unitOfWork.run(scope, async (tx) => {
      const hub: Hub = { makerId: scope.makerId, id, emergency24x7, languages, ...fields, version: 1 };
      await mapConstraintViolations(hubConstraintErrors(fields), () => tx.manager.insert(Hub, hub));
      await AuditTrail.write(tx, {
        action: 'organization.hub_created',
        entity: 'hub',
        entityId: id,
        after: fields,
      });
      return withEntity(tx, hub);
    });
  }

  /**
   * @throws DomainError `organization.hub_not_found`, `platform.version_mismatch`,
   *   `organization.legal_entity_not_found`, `organization.hours_wrong`
   */
  change(scope: Scope, id: string, version: number, wanted: HubChanges): Promise<HubWithEntity> {
    if (wanted.hours) assertHoursValid(wanted.hours);
    return this.unitOfWork.run(scope, async (tx) => {
      const hub = await tx.manager.findOne(Hub, {
        where: { makerId: scope.makerId, id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!hub) throw new DomainError('organization.hub_not_found', { id });
      ensureVersion(hub.version, version);
      const { before, after } = changedFields<HubChanges>(hub, wanted);
      Object.assign(hub, after, { version: version + 1 });
      await mapConstraintViolations(hubConstraintErrors(hub), () =>
        tx.manager.update(Hub, { makerId: scope.makerId, id }, { ...after, version: hub.version }),
      );
      await AuditTrail.write(tx, {
        action: 'organization.hub_changed',
        entity: 'hub',
        entityId: id,
        before,
        after,
      });
      return withEntity(tx, hub);
    });
  }

  /** Returns a hub's holidays in a calendar year, by day. @throws DomainError `organization.hub_not_found` */
  listHolidays(scope: Scope, hubId: string, year: number): Promise<HubHoliday[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getHub(tx, hubId);
      return tx.manager.find(HubHoliday, {
        where: { makerId: scope.makerId, hubId, day: Between(`${year}-01-01`, `${year}-12-31`) },
        order: { day: 'asc' },
      });
    });
  }

  /**
   * Adds a holiday of a hub (`YYYY-MM-DD`), or renames an existing holiday.
   * @throws DomainError `organization.hub_not_found`
   */
  setHoliday(scope: Scope, hubId: string, day: string, name: string): Promise<HubHoliday> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getHub(tx, hubId);
      const former = await tx.manager.findOneBy(HubHoliday, { makerId: scope.makerId, hubId, day });
      const holiday = { makerId: scope.makerId, id: former?.id ?? newId(), hubId, day, name };
      await tx.manager.upsert(HubHoliday, holiday, { conflictPaths: ['makerId', 'hubId', 'day'] });
      await AuditTrail.write(tx, {
        action: 'organization.holiday_set',
        entity: 'hub',
        entityId: hubId,
        before: former && { day, name: former.name },
        after: { day, name },
      });
      return holiday;
    });
  }

  /** Removes a holiday of a hub. @throws DomainError `organization.holiday_not_found` */
  removeHoliday(scope: Scope, hubId: string, day: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { affected } = await tx.manager.delete(HubHoliday, { makerId: scope.makerId, hubId, day });
      if (!affected) throw new DomainError('organization.holiday_not_found', { day });
      await AuditTrail.write(tx, {
        action: 'organization.holiday_removed',
        entity: 'hub',
        entityId: hubId,
        before: { day },
      });
    });
  }
}

async function getHub(tx: Transaction, id: string): Promise<Hub> {
  const hub = await tx.manager.findOneBy(Hub, { makerId: tx.scope.makerId, id });
  if (!hub) throw new DomainError('organization.hub_not_found', { id });
  return hub;
}

async function withEntities(tx: Transaction, hubs: readonly Hub[]): Promise<HubWithEntity[]> {
  const entities = await tx.manager.findBy(LegalEntity, { makerId: tx.scope.makerId });
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  return hubs.map((hub) => ({ ...hub, legalEntity: byId.get(hub.legalEntityId)! }));
}

async function withEntity(tx: Transaction, hub: Hub): Promise<HubWithEntity> {
  const [hubWithEntity] = await withEntities(tx, [hub]);
  return hubWithEntity!;
}

function assertHoursValid(hours: OpeningHours): void {
  if (areOpeningHours(hours)) return;
  throw new DomainError('organization.hours_wrong', {}, [
    { pointer: '/hours', code: 'organization.hours_wrong' },
  ]);
}

function hubConstraintErrors({
  code,
  legalEntityId,
}: {
  code: string;
  legalEntityId: string;
}): Record<string, () => DomainError> {
  return {
    hub_code_uq: () =>
      new DomainError('organization.hub_code_taken', { code }, [
        { pointer: '/code', code: 'organization.hub_code_taken', params: { code } },
      ]),
    hub_legal_entity_fk: () =>
      new DomainError('organization.legal_entity_not_found', { id: legalEntityId }, [
        { pointer: '/legalEntityId', code: 'organization.legal_entity_not_found' },
      ]),
  };
}
