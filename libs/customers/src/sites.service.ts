import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  assertNoFaults,
  changedFields,
  DomainError,
  ensureVersion,
  type FieldFault,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { getCustomer, hubNotFound } from './customers.service.js';
import { omitUndefined } from './domain/omit-undefined.js';
import { findLocationFaults } from './domain/site-location.js';
import { isRegistryCode } from './domain/registry-code.js';
import { Site } from './entities/site.entity.js';

export interface SiteFields {
  readonly code: string;
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly zone: string;
  readonly hubId: string | null;
  readonly accessNotes: string;
}

export type NewSite = Pick<SiteFields, 'code' | 'name' | 'country' | 'zone'> &
  Partial<SiteFields> & { readonly id?: string; readonly customerId: string };

/**
 * Changes to a site. The site's customer can't change; if a plant is sold, create a new site and move the machines
 * there.
 */
export type SiteChanges = Partial<SiteFields> & { readonly archived?: boolean };

@Injectable()
export class SitesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * @throws DomainError customers.site_invalid (with fields), customers.site_code_taken, customers.site_id_taken,
   *   customers.customer_not_found, customers.hub_not_found
   */
  create(scope: Scope, site: NewSite): Promise<Site> {
    return this.unitOfWork.run(scope, (tx) => this.createWithin(tx, site));
  }

  /** Like `create`, as part of a larger use case such as an import. */
  async createWithin(tx: Transaction, { id = newId(), customerId, ...wanted }: NewSite): Promise<Site> {
    await getCustomer(tx, customerId);
    const fields: SiteFields = {
      address: '',
      city: '',
      latitude: null,
      longitude: null,
      hubId: null,
      accessNotes: '',
      ...omitUndefined(wanted),
    };
    assertNoFaults('customers.site_invalid', findSiteFaults(fields));
    const site = { makerId: tx.scope.makerId, id, customerId, ...fields, archivedAt: null, version: 1 };
    await mapConstraintViolations(siteConstraintErrors(site), () => tx.manager.insert(Site, site));
    await AuditTrail.write(tx, {
      action: 'customers.site_created',
      entity: 'site',
      entityId: id,
      after: { customerId, ...fields },
    });
    return tx.manager.create(Site, site);
  }

  /** Returns a site. @throws DomainError customers.site_not_found, also for a site outside the scope */
  get(scope: Scope, id: string): Promise<Site> {
    return this.unitOfWork.run(scope, (tx) => getSite(tx, id));
  }

  /**
   * @param version the version that the editor saw
   * @throws DomainError customers.site_not_found, platform.version_mismatch, and the errors of `create`
   */
  change(scope: Scope, id: string, version: number, { archived, ...wanted }: SiteChanges): Promise<Site> {
    return this.unitOfWork.run(scope, async (tx) => {
      const site = await getSite(tx, id, { forChange: true });
      ensureVersion(site.version, version);
      const archivedAt = archived === undefined ? undefined : archived ? (site.archivedAt ?? tx.now) : null;
      const { before, after } = changedFields<Site>(site, { ...wanted, archivedAt });
      if (Object.keys(after).length === 0) return site;
      const changed = tx.manager.create(Site, { ...site, ...after, version: version + 1 });
      assertNoFaults('customers.site_invalid', findSiteFaults(changed));
      await mapConstraintViolations(siteConstraintErrors(changed), () =>
        tx.manager.update(Site, { makerId: tx.scope.makerId, id }, { ...after, version: version + 1 }),
      );
      await AuditTrail.write(tx, {
        action: 'customers.site_changed',
        entity: 'site',
        entityId: id,
        before,
        after,
      });
      return changed;
    });
  }
}

/** Returns the site; `forChange` locks it against other edits. @throws DomainError customers.site_not_found */
export async function getSite(tx: Transaction, id: string, { forChange = false } = {}): Promise<Site> {
  const site = await tx.manager.findOne(Site, {
    where: { makerId: tx.scope.makerId, id },
    ...(forChange && { lock: { mode: 'pessimistic_write' as const } }),
  });
  if (!site) throw new DomainError('customers.site_not_found', { id });
  return site;
}

function findSiteFaults(site: SiteFields): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!isRegistryCode(site.code)) {
    faults.push({ pointer: '/code', code: 'customers.code_malformed', params: { value: site.code } });
  }
  if (site.name.trim() === '') faults.push({ pointer: '/name', code: 'customers.name_missing' });
  return [...faults, ...findLocationFaults(site)];
}

function siteConstraintErrors({ id, code, hubId }: { id: string; code: string; hubId: string | null }) {
  return {
    site_pk: () => new DomainError('customers.site_id_taken', { id }),
    site_code_uq: () =>
      new DomainError('customers.site_code_taken', { code }, [
        { pointer: '/code', code: 'customers.site_code_taken', params: { code } },
      ]),
    site_hub_fk: () => hubNotFound(hubId),
  };
}
