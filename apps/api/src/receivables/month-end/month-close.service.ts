import { Injectable } from '@nestjs/common';
import { accountingMonth, DeferredRevenueService, InvoicesService } from '#invoicing';
import { type Scope, sumMinor, type Transaction, UnitOfWork } from '#platform';
import { ReceivablesReportsService, RevaluationsService } from '#receivables';
import { UnbilledService } from '#revenue';
import { toAmount } from '../../billing/invoices/invoice-views.js';
import type { MonthCheckDto, MonthCloseDto } from './month-close.dto.js';
import {
  type CheckSum,
  listCorrectionsToIssue,
  loadPeriodState,
  sumPendingRefunds,
  sumPendingWriteOffs,
  sumUnapplied,
} from './month-close.queries.js';

/** Maximum number of contracts without a document that are counted. A longer list is not usable as a checklist. */
const MAX_CONTRACTS = 10_000;
const MAX_SUBJECTS = 50;

/**
 * Collects the open items of the checks before a month is closed, with the queries of the pages on which they are
 * resolved.
 */
@Injectable()
export class MonthCloseService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly unbilled: UnbilledService,
    private readonly invoices: InvoicesService,
    private readonly revaluations: RevaluationsService,
    private readonly deferred: DeferredRevenueService,
    private readonly reports: ReceivablesReportsService,
  ) {}

  /**
   * Returns the checklist of a month.
   * @param month `YYYY-MM`
   * @throws DomainError organization.legal_entity_not_found
   */
  async get(scope: Scope, legalEntityId: string, month: string): Promise<MonthCloseDto> {
    const { firstDay, lastDay } = accountingMonth(month);
    const { booksCurrency, balances } = await this.reports.trialBalance(scope, legalEntityId, lastDay);
    const sides = balances.map(({ booksBalanceMinor }) => booksBalanceMinor);
    const sumSide = (sign: bigint) =>
      sumMinor(sides, (minor) => (minor * sign > 0n ? minor * sign : 0n)).toString();
    const within = <Result>(work: (tx: Transaction) => Promise<Result>) => this.unitOfWork.run(scope, work);
    return {
      legalEntityId,
      month,
      lastDay,
      ...(await within((tx) => loadPeriodState(tx, legalEntityId, firstDay))),
      checks: [
        await this.checkUnbilled(scope, legalEntityId, month),
        ...(await this.checkDocuments(scope, legalEntityId, month)),
        await this.checkCorrections(scope, legalEntityId, lastDay),
        toCheck('unmatched', await within((tx) => sumUnapplied(tx, legalEntityId, true))),
        toCheck('unapplied', await within((tx) => sumUnapplied(tx, legalEntityId, false))),
        toCheck('refunds', await within((tx) => sumPendingRefunds(tx, legalEntityId))),
        toCheck('write_offs', await within((tx) => sumPendingWriteOffs(tx, legalEntityId))),
        await this.checkRevaluation(scope, legalEntityId, month),
        await this.checkRelease(scope, legalEntityId, month),
      ],
      debit: toAmount(sumSide(1n), booksCurrency),
      credit: toAmount(sumSide(-1n), booksCurrency),
    };
  }

  private async checkUnbilled(scope: Scope, legalEntityId: string, month: string): Promise<MonthCheckDto> {
    const page = { legalEntityId, limit: MAX_CONTRACTS };
    const { items } = await this.unbilled.listContracts(scope, month, page);
    return {
      key: 'unbilled',
      count: items.length,
      amounts: [],
      subjects: items.slice(0, MAX_SUBJECTS).map(({ contract }) => contract),
    };
  }

  /** Counts documents as the list of invoices does if it is filtered by month, seller and state. */
  private async checkDocuments(scope: Scope, legalEntityId: string, month: string): Promise<MonthCheckDto[]> {
    const { totals } = await this.invoices.summary(scope, { month, legalEntityId });
    return (['held', 'draft', 'approved'] as const).map((key) =>
      toCheck(
        key,
        totals
          .filter(({ state }) => state === key)
          .map(({ currency, documents, grossMinor }) => ({ currency, count: documents, minor: grossMinor })),
      ),
    );
  }

  private async checkCorrections(
    scope: Scope,
    legalEntityId: string,
    lastDay: string,
  ): Promise<MonthCheckDto> {
    const corrections = await this.unitOfWork.run(scope, (tx) =>
      listCorrectionsToIssue(tx, legalEntityId, lastDay),
    );
    const check = toCheck(
      'corrections',
      corrections.map(({ currency, minor }) => ({ currency, count: 1, minor })),
    );
    const subjects = corrections.slice(0, MAX_SUBJECTS).map(({ id, number }) => ({ id, number }));
    return { ...check, subjects };
  }

  private async checkRevaluation(scope: Scope, legalEntityId: string, month: string): Promise<MonthCheckDto> {
    const views = await this.revaluations.list(scope, legalEntityId, month);
    const open = views.filter(({ state }) => state !== 'posted');
    return toCheck(
      'revaluation',
      open.map(({ currency, openMinor }) => ({ currency, count: 1, minor: openMinor.toString() })),
    );
  }

  private async checkRelease(scope: Scope, legalEntityId: string, month: string): Promise<MonthCheckDto> {
    const totals = await this.deferred.list(scope, legalEntityId, month);
    return toCheck(
      'revenue_release',
      totals
        .filter(({ documents }) => documents > 0)
        .map(({ currency, documents, dueMinor }) => ({ currency, count: documents, minor: dueMinor })),
    );
  }
}

/** Adds sums of the same currency. */
function toCheck(key: MonthCheckDto['key'], sums: readonly CheckSum[]): MonthCheckDto {
  const byCurrency = new Map<string, bigint>();
  for (const { currency, minor } of sums)
    byCurrency.set(currency, (byCurrency.get(currency) ?? 0n) + BigInt(minor));
  return {
    key,
    count: sums.reduce((all, { count }) => all + count, 0),
    amounts: [...byCurrency].map(([currency, minor]) => toAmount(minor.toString(), currency)),
    subjects: [],
  };
}
