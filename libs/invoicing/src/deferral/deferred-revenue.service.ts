import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import { groupBy, insertRows, newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import { postEntries } from '../accounting/accounting.store.js';
import { type AccountingMonth, accountingMonth, lockMonthEnd } from '../accounting/month-end.store.js';
import { postRelease } from '../domain/deferral/post-release.js';
import { DeferralSettings } from '../entities/deferral-settings.entity.js';
import { RevenueRelease } from '../entities/revenue-release.entity.js';
import { getSeller } from '../taxes/tax-rules.service.js';
import {
  loadReleaseTotals,
  lockRevenueToRelease,
  markReleased,
  type RevenueReleaseTotal,
  type RevenueToRelease,
} from './revenue-releases.queries.js';

/**
 * Releases deferred revenue, and manages the day from which a legal entity defers revenue that is billed in advance.
 */
@Injectable()
export class DeferredRevenueService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists the settings of all legal entities that have settings. */
  listSettings(scope: Scope): Promise<DeferralSettings[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.find(DeferralSettings, {
        where: { makerId: scope.makerId },
        order: { legalEntityId: 'ASC' },
      }),
    );
  }

  /**
   * Sets the issue date from which documents defer revenue. The postings of issued documents don't change.
   * @param startsOn `YYYY-MM-DD`; null to defer nothing from now on
   * @throws DomainError organization.legal_entity_not_found
   */
  set(scope: Scope, legalEntityId: string, startsOn: string | null): Promise<DeferralSettings> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId } = scope;
      await getSeller(tx, legalEntityId);
      const before = await tx.manager.findOneBy(DeferralSettings, { makerId, legalEntityId });
      const row = { makerId, legalEntityId, startsOn, changedAt: tx.now };
      await tx.manager.upsert(DeferralSettings, row, ['makerId', 'legalEntityId']);
      await AuditTrail.write(tx, {
        action: 'billing.deferral_settings_changed',
        entity: 'legal_entity',
        entityId: legalEntityId,
        ...(before && { before: { startsOn: before.startsOn } }),
        after: { startsOn },
      });
      return row;
    });
  }

  /**
   * Returns the deferred revenue of a legal entity at the end of a month, by currency.
   * @param month `YYYY-MM`
   * @throws DomainError organization.legal_entity_not_found
   */
  list(scope: Scope, legalEntityId: string, month: string): Promise<RevenueReleaseTotal[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getSeller(tx, legalEntityId);
      return loadReleaseTotals(tx, legalEntityId, accountingMonth(month).firstDay);
    });
  }

  /**
   * Posts deferred revenue of a month, and of earlier months, as revenue on the last day of the month. Revenue that is
   * already released is not posted again.
   * @throws DomainError organization.legal_entity_not_found, billing.month_not_over, billing.period_closed
   */
  release(scope: Scope, legalEntityId: string, month: string): Promise<RevenueReleaseTotal[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const days = await lockMonthEnd(tx, await getSeller(tx, legalEntityId), month);
      const due = await lockRevenueToRelease(tx, legalEntityId, days.firstDay);
      const documents = due.length > 0 ? await releaseAll(tx, legalEntityId, days, due) : 0;
      await AuditTrail.write(tx, {
        action: 'billing.revenue_released',
        entity: 'legal_entity',
        entityId: legalEntityId,
        after: { month, documents },
      });
      return loadReleaseTotals(tx, legalEntityId, days.firstDay);
    });
  }
}

/** Stores and posts a release for each document. Returns their number. */
async function releaseAll(
  tx: Transaction,
  legalEntityId: string,
  { firstDay: month, lastDay: postingDate }: AccountingMonth,
  due: readonly RevenueToRelease[],
): Promise<number> {
  const { makerId, userId } = tx.scope;
  const documents = [...groupBy(due, ({ documentId }) => documentId)].map(([documentId, lines]) => ({
    id: newId(),
    documentId,
    lines,
  }));
  await insertRows(
    tx,
    RevenueRelease,
    documents.map(({ id, documentId }) => ({
      makerId,
      id,
      legalEntityId,
      documentId,
      month,
      postingDate,
      postedAt: tx.now,
      postedBy: userId,
    })),
  );
  await markReleased(tx, { month, postingDate }, documents);
  const entries = documents.map(({ id, lines }) => {
    const [{ currency, booksCurrency, rate }] = lines as [RevenueToRelease, ...RevenueToRelease[]];
    return {
      entry: {
        legalEntityId,
        source: { kind: 'revenue_release' as const, id },
        postingDate,
        service: null,
        currency,
        booksCurrency,
        rate,
        reversesId: null,
      },
      postings: postRelease(
        lines.map(({ invoiceLineId, revenueClass, machineId, amountMinor, booksAmountMinor }) => ({
          invoiceLineId,
          revenueClass,
          machineId,
          amountMinor,
          booksAmountMinor,
        })),
      ),
    };
  });
  // The parts of a document can cancel each other out.
  const posted = entries.filter(({ postings }) => postings.length > 0);
  if (posted.length > 0) await postEntries(tx, posted);
  return documents.length;
}
