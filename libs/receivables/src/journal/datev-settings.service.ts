import { Injectable } from '@nestjs/common';
import { getSeller } from '#invoicing';
import { AuditTrail } from '#organization';
import { type Scope, UnitOfWork } from '#platform';
import type { DatevSettings } from '../domain/datev/datev-file.js';
import { LegalEntityDatevSettings } from '../entities/datev-settings.entity.js';

/** Manages the numbers of legal entities at their tax consultants. */
@Injectable()
export class DatevSettingsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists the settings of all legal entities that have settings. */
  list(scope: Scope): Promise<LegalEntityDatevSettings[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.find(LegalEntityDatevSettings, {
        where: { makerId: scope.makerId },
        order: { legalEntityId: 'ASC' },
      }),
    );
  }

  /** Sets the settings of a legal entity. @throws DomainError organization.legal_entity_not_found */
  set(scope: Scope, legalEntityId: string, settings: DatevSettings): Promise<LegalEntityDatevSettings> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId } = scope;
      await getSeller(tx, legalEntityId);
      const before = await tx.manager.findOneBy(LegalEntityDatevSettings, { makerId, legalEntityId });
      const row = { makerId, legalEntityId, ...settings, changedAt: tx.now };
      await tx.manager.upsert(LegalEntityDatevSettings, row, ['makerId', 'legalEntityId']);
      await AuditTrail.write(tx, {
        action: 'receivables.datev_settings_changed',
        entity: 'legal_entity',
        entityId: legalEntityId,
        ...(before && { before: toContent(before) }),
        after: settings,
      });
      return row;
    });
  }
}

function toContent({ consultantNumber, clientNumber, accountLength }: DatevSettings): DatevSettings {
  return { consultantNumber, clientNumber, accountLength };
}
