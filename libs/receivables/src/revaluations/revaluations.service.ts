import { Injectable } from '@nestjs/common';
import {
  type AccountingMonth,
  accountingMonth,
  getSeller,
  loadAccountingRate,
  lockMonthEnd,
  lockPostingDay,
  postEntries,
  reverse,
} from '#invoicing';
import { type AccountingRate, AuditTrail, findAccountingRate, type LegalEntity } from '#organization';
import { fromMinor, newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import { postRevaluation, type Revalued, revalue } from '../domain/revaluation/revalue.js';
import { Revaluation } from '../entities/revaluation.entity.js';
import { ratedEntry } from '../payments/rated-entry.js';
import { loadForeignItems, loadPostedRevaluations, type PostedRevaluation } from './revaluations.queries.js';

/**
 * `posted`: the posted revaluation is current. `outdated`: later postings or a new rate changed the result. `missing`:
 * it was not posted. `rate_missing`: no rate is known for the last day of the month.
 */
export type RevaluationState = 'posted' | 'outdated' | 'missing' | 'rate_missing';

/** The open items of a legal entity in a foreign currency at the end of a month. */
export interface RevaluationView {
  readonly currency: string;
  readonly booksCurrency: string;
  readonly state: RevaluationState;
  readonly documents: number;
  readonly openMinor: bigint;
  readonly booksOpenMinor: bigint;
  /** Rate of the last day; null if none is known. */
  readonly rate: AccountingRate | null;
  /** Result at this rate; null if there are open items but no rate is known. */
  readonly result: Pick<Revalued, 'gainMinor' | 'lossMinor'> | null;
  /** The latest revaluation; null if there is none. */
  readonly posted: PostedRevaluation | null;
}

/** Revalues open items in foreign currencies at the end of a month. */
@Injectable()
export class RevaluationsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns the revaluation of each foreign currency at the end of a month, whether it is posted or not.
   * @param month `YYYY-MM`
   * @throws DomainError organization.legal_entity_not_found
   */
  list(scope: Scope, legalEntityId: string, month: string): Promise<RevaluationView[]> {
    return this.unitOfWork.run(scope, async (tx) =>
      loadViews(tx, await getSeller(tx, legalEntityId), accountingMonth(month)),
    );
  }

  /**
   * Posts the unrealized gains and losses of each foreign currency on the last day of a month, and reverses them on the
   * next day. If a revaluation is already posted, only the difference is posted.
   * @throws DomainError organization.legal_entity_not_found, billing.month_not_over, billing.period_closed,
   * billing.fx_rate_missing
   */
  post(scope: Scope, legalEntityId: string, month: string): Promise<RevaluationView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const seller = await getSeller(tx, legalEntityId);
      const days = await lockMonthEnd(tx, seller, month);
      const views = await loadViews(tx, seller, days);
      for (const { currency, state } of views)
        if (state === 'rate_missing') await loadAccountingRate(tx, currency, seller.currency, days.lastDay);
      const changed = views.filter(({ state }) => state !== 'posted');
      for (const view of changed) await postOne(tx, seller, days, view);
      await AuditTrail.write(tx, {
        action: 'receivables.revaluation_posted',
        entity: 'legal_entity',
        entityId: legalEntityId,
        after: { month, revaluations: changed.map(toContent) },
      });
      return loadViews(tx, seller, days);
    });
  }
}

async function loadViews(
  tx: Transaction,
  { id, currency: booksCurrency }: LegalEntity,
  { firstDay, lastDay }: AccountingMonth,
): Promise<RevaluationView[]> {
  const items = await loadForeignItems(tx, id, booksCurrency, lastDay);
  const posted = await loadPostedRevaluations(tx, id, firstDay);
  const views: RevaluationView[] = [];
  for (const currency of [...new Set([...items.keys(), ...posted.keys()])].sort()) {
    const open = items.get(currency) ?? [];
    const rate = await findAccountingRate(tx, currency, booksCurrency, lastDay);
    const revalued = revalue(open, { currency, booksCurrency, rate: rate?.rate ?? '0' });
    const latest = posted.get(currency) ?? null;
    const isUnknown = rate === null && open.length > 0;
    views.push({
      currency,
      booksCurrency,
      state: isUnknown ? 'rate_missing' : stateOf(revalued, latest),
      documents: revalued.documents,
      openMinor: revalued.open.minor,
      booksOpenMinor: revalued.open.booksMinor,
      rate,
      result: isUnknown ? null : { gainMinor: revalued.gainMinor, lossMinor: revalued.lossMinor },
      posted: latest,
    });
  }
  return views;
}

function stateOf(
  { gainMinor, lossMinor }: Revalued,
  posted: PostedRevaluation | null,
): 'posted' | 'outdated' | 'missing' {
  if (posted === null) return 'missing';
  const isSame = BigInt(posted.gainMinor) === gainMinor && BigInt(posted.lossMinor) === lossMinor;
  return isSame ? 'posted' : 'outdated';
}

/** Stores a revaluation, and posts its entry and the reversal. A result of zero is stored without an entry. */
async function postOne(
  tx: Transaction,
  { id: legalEntityId, currency: booksCurrency }: LegalEntity,
  { firstDay, lastDay, nextDay }: AccountingMonth,
  view: RevaluationView,
): Promise<void> {
  const { currency, documents, openMinor, booksOpenMinor, posted } = view;
  const result = view.result!;
  // Without open items, no rate is needed to cancel the earlier revaluation, so its rate is used.
  const rate = view.rate ?? { rate: posted!.booksRate, day: null, source: null };
  const id = newId();
  const reversedOn = await lockPostingDay(tx, legalEntityId, nextDay);
  const rated = { booksRate: rate.rate, booksRateOn: rate.day, booksRateSource: rate.source };
  const row = {
    makerId: tx.scope.makerId,
    id,
    legalEntityId,
    month: firstDay,
    currency,
    number: (posted?.number ?? 0) + 1,
    booksCurrency,
    ...rated,
    documents,
    openMinor: openMinor.toString(),
    booksOpenMinor: booksOpenMinor.toString(),
    gainMinor: result.gainMinor.toString(),
    lossMinor: result.lossMinor.toString(),
    postingDate: lastDay,
    reversedOn,
    postedAt: tx.now,
    postedBy: tx.scope.userId,
  };
  await tx.manager.insert(Revaluation, row);
  const postings = postRevaluation(
    currency,
    result,
    posted === null
      ? undefined
      : { gainMinor: BigInt(posted.gainMinor), lossMinor: BigInt(posted.lossMinor) },
  );
  if (postings.length > 0) {
    const entry = { legalEntityId, currency, booksCurrency, ...rated };
    const [entryId] = await postEntries(tx, [
      { entry: ratedEntry(entry, { kind: 'revaluation', id }, lastDay), postings },
    ]);
    await postEntries(tx, [
      {
        entry: {
          ...ratedEntry(entry, { kind: 'revaluation_reversal', id }, reversedOn),
          reversesId: entryId!,
        },
        postings: reverse(postings),
      },
    ]);
  }
}

/** Returns the posted result of a currency for the audit trail, as decimals. */
function toContent({ currency, booksCurrency, rate, result }: RevaluationView): object {
  return {
    currency,
    rate: rate?.rate ?? null,
    gain: fromMinor(result!.gainMinor, booksCurrency),
    loss: fromMinor(result!.lossMinor, booksCurrency),
    booksCurrency,
  };
}
