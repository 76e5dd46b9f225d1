import { Injectable } from '@nestjs/common';
import {
  changedFields,
  DomainError,
  ensureVersion,
  newId,
  mapConstraintViolations,
  type Scope,
  systemScope,
  UnitOfWork,
} from '#platform';
import { AuditTrail } from '../audit/audit-trail.js';
import { toMakerSlug } from '../domain/maker-slug.js';
import {
  toEntityLimits,
  type FourEyesLimit,
  listDualApprovalLimits,
  setDualApprovalLimits,
} from './four-eyes.js';
import { Maker } from '../entities/maker.entity.js';
import { IdentityQueries } from '../sign-in/identity.queries.js';

export interface NewMaker {
  readonly id?: string;
  readonly name: string;
  /** Country code, ISO 3166-1 alpha-2. */
  readonly country: string;
  /** IANA name of the time zone. */
  readonly zone: string;
  readonly nameI18n?: Record<string, string>;
  readonly brand?: string;
  /** The topic level of the maker's devices. It is derived from the name by default, and immutable. */
  readonly slug?: string;
}

export interface MakerChanges extends Partial<Pick<Maker, 'name' | 'nameI18n' | 'brand' | 'zone'>> {
  /** Limits of individual legal entities; null if one person may decide on any amount. */
  readonly fourEyes?: readonly Pick<FourEyesLimit, 'legalEntityId' | 'limit'>[];
  /** Limits by currency. Each legal entity gets the strictest limit, converted to its accounting currency. */
  readonly fourEyesLimits?: Readonly<Record<string, string>>;
}

/** Manages the installation's makers (tenants). */
@Injectable()
export class MakersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly identity: IdentityQueries,
  ) {}

  /** Returns the ids of all makers, oldest first. */
  listIds(): Promise<string[]> {
    return this.identity.listMakers();
  }

  /** @throws DomainError `organization.maker_slug_taken` */
  create({ id = newId(), name, country, zone, nameI18n = {}, brand = name, slug }: NewMaker): Promise<Maker> {
    return this.unitOfWork.run(systemScope(id), async (tx) => {
      const maker: Maker = {
        id,
        slug: slug ?? toMakerSlug(name, `maker-${id.slice(-8)}`),
        name,
        nameI18n,
        brand,
        country,
        zone,
        createdAt: tx.now,
        version: 1,
      };
      await mapConstraintViolations(
        { maker_slug_uq: () => new DomainError('organization.maker_slug_taken', { slug: maker.slug }) },
        () => tx.manager.insert(Maker, maker),
      );
      await AuditTrail.write(tx, {
        action: 'organization.maker_created',
        entity: 'maker',
        entityId: id,
        after: { name },
      });
      return maker;
    });
  }

  /** Returns the scope's maker. */
  get(scope: Scope): Promise<Maker> {
    return this.unitOfWork.run(scope, (tx) => tx.manager.findOneByOrFail(Maker, { id: scope.makerId }));
  }

  /** Returns the amounts above which decisions about money need a second approver, by legal entity, ordered by name. */
  fourEyes(scope: Scope): Promise<FourEyesLimit[]> {
    return this.unitOfWork.run(scope, listDualApprovalLimits);
  }

  /** @throws DomainError `platform.version_mismatch`, `organization.legal_entity_not_found` */
  change(
    scope: Scope,
    version: number,
    { fourEyes, fourEyesLimits, ...wanted }: MakerChanges,
  ): Promise<Maker> {
    return this.unitOfWork.run(scope, async (tx) => {
      const maker = await tx.manager.findOneOrFail(Maker, {
        where: { id: scope.makerId },
        lock: { mode: 'pessimistic_write' },
      });
      ensureVersion(maker.version, version);
      const { before, after } = changedFields<typeof wanted>(maker, wanted);
      Object.assign(maker, after, { version: version + 1 });
      await tx.manager.update(Maker, { id: maker.id }, { ...after, version: maker.version });
      const limits = [
        ...(fourEyesLimits ? await toEntityLimits(tx, fourEyesLimits) : []),
        ...(fourEyes ?? []),
      ];
      const earlier = limits.length > 0 ? { fourEyes: await listDualApprovalLimits(tx) } : {};
      await setDualApprovalLimits(tx, limits);
      const now = limits.length > 0 ? { fourEyes: await listDualApprovalLimits(tx) } : {};
      await AuditTrail.write(tx, {
        action: 'organization.maker_changed',
        entity: 'maker',
        entityId: maker.id,
        before: { ...before, ...earlier },
        after: { ...after, ...now },
      });
      return maker;
    });
  }
}
