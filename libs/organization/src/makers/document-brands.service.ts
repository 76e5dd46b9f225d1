import { Injectable } from '@nestjs/common';
import { DomainError, newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import { AuditTrail } from '../audit/audit-trail.js';
import { assertLegible, DEFAULT_ACCENT } from '../domain/brand-colour.js';
import { DocumentBrand } from '../entities/document-brand.entity.js';
import { LOGO_MAX_BYTES, toStoredLogo } from './logo-image.js';

/** Logo and accent colour of documents. */
export interface BrandView {
  /** `#rrggbb`. */
  readonly accent: string;
  /** PNG; null for none. */
  readonly logo: Buffer | null;
}

export interface BrandChanges {
  readonly accent?: string;
  /** PNG or JPEG; null to remove the logo. */
  readonly logo?: Buffer | null;
}

const DEFAULT_BRAND: BrandView = { accent: DEFAULT_ACCENT, logo: null };

/** Manages the logo and accent colour of the maker's documents. Issued documents keep their logo and colour. */
@Injectable()
export class DocumentBrands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns the logo and colour of documents that are issued now. */
  get(scope: Scope): Promise<BrandView> {
    return this.unitOfWork.run(scope, async (tx) => loadBrand(tx, await findCurrentBrandId(tx)));
  }

  /**
   * Changes the logo or colour of documents that are issued from now on.
   * @throws DomainError organization.accent_too_light, organization.logo_too_large, organization.logo_unreadable
   */
  async change(scope: Scope, { accent, logo }: BrandChanges): Promise<BrandView> {
    if (accent !== undefined) assertLegible(accent);
    if (logo && logo.length > LOGO_MAX_BYTES)
      throw new DomainError('organization.logo_too_large', { max: LOGO_MAX_BYTES / 1024 }, [
        { pointer: '/logo', code: 'organization.logo_too_large', params: { max: LOGO_MAX_BYTES / 1024 } },
      ]);
    const stored = logo ? await toStoredLogo(logo) : logo;
    return this.unitOfWork.run(scope, async (tx) => {
      const current = await loadBrand(tx, await findCurrentBrandId(tx));
      const brand: BrandView = {
        accent: accent ?? current.accent,
        logo: stored === undefined ? current.logo : stored,
      };
      const id = newId();
      await tx.manager.insert(DocumentBrand, {
        makerId: scope.makerId,
        id,
        ...brand,
        createdAt: tx.now,
        createdBy: scope.userId,
      });
      await AuditTrail.write(tx, {
        action: 'organization.document_brand_changed',
        entity: 'document_brand',
        entityId: id,
        before: { accent: current.accent, hasLogo: current.logo !== null },
        after: { accent: brand.accent, hasLogo: brand.logo !== null },
      });
      return brand;
    });
  }
}

/** Returns the id of the logo and colour of documents that are issued now; null for the default. */
export async function findCurrentBrandId(tx: Transaction): Promise<string | null> {
  const [row]: { id: string }[] = await tx.manager.query(
    `select id from document_brand where maker_id = $1 order by created_at desc, id desc limit 1`,
    [tx.scope.makerId],
  );
  return row?.id ?? null;
}

/** Returns a logo and colour. @param id null for the default */
export async function loadBrand(tx: Transaction, id: string | null): Promise<BrandView> {
  if (id === null) return DEFAULT_BRAND;
  const { accent, logo } = await tx.manager.findOneByOrFail(DocumentBrand, { makerId: tx.scope.makerId, id });
  return { accent, logo };
}
