import { Injectable } from '@nestjs/common';
import { getContract } from '#contracts';
import { addMonths } from '#metering';
import { DomainError, groupBy, type Page, type Scope, UnitOfWork } from '#platform';
import {
  type ContractOfResult,
  findContractsOfResults,
  type CostGap,
  findCostGaps,
  findResultParts,
  serialsOf,
  findUnissuedMonths,
} from '../costs/margins.queries.js';
import { compareMargins, type Margin, computeMargin } from '../domain/revenue/margins.js';
import {
  foldMonths,
  type RevenueMonth,
  type RevenueTotal,
  type RevenueView,
  totalOf,
} from '../domain/revenue/revenue-months.js';
import {
  findDisputedSums,
  type MonthSpan,
  type RevenueSubject,
  findLatestRates,
  type RevenueDocument,
  type RevenueDocumentFilter,
  listRevenueDocuments,
  findRevenueSums,
  countUnbilledContracts,
} from './revenue.queries.js';

/** Months `YYYY-MM`, both inclusive. */
export interface MonthRange {
  readonly from: string;
  readonly to: string;
}

export interface RevenueByMonth {
  readonly months: readonly RevenueMonth[];
  readonly totals: readonly RevenueTotal[];
}

/** The margin of a contract, or of one of its machines. */
export interface MarginRow extends Margin {
  readonly contract: ContractOfResult;
  /** Null if grouped by contract, and for parts without a machine. */
  readonly machine: { readonly id: string; readonly serial: string } | null;
  /** Months of the span in which the contract was in force without any issued document. */
  readonly unissuedMonths: readonly string[];
}

/** The margin of a contract in a month. */
export interface MarginOfMonth extends Margin {
  readonly month: string;
  readonly isIssued: boolean;
}

export interface RevenueOfContract {
  readonly currency: string;
  readonly months: readonly MarginOfMonth[];
  readonly total: Margin;
  /** Work without a recorded cost, newest first. */
  readonly gaps: readonly CostGap[];
}

/** A row of the exported table. */
export interface ExportedResult extends Margin {
  readonly contract: ContractOfResult;
  readonly month: string;
}

/** Maximum number of months in a span. */
const MAX_MONTHS = 60;

/** Calculates contracts' revenue and margins, which are not visible to customers. */
@Injectable()
export class RevenueService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns the revenue of the maker, a customer or a site by month and currency, newest month first, with the totals
   * of all months.
   * @throws DomainError billing.months_invalid
   */
  months(
    scope: Scope,
    months: MonthRange,
    view: RevenueView,
    subject: RevenueSubject = {},
  ): Promise<RevenueByMonth> {
    const span = toMonthSpan(months);
    return this.unitOfWork.run(scope, async (tx) => {
      const sums = await findRevenueSums(tx, span, subject);
      const found = {
        sums,
        disputed: await findDisputedSums(tx, span, subject),
        unbilled: await countUnbilledContracts(tx, span, subject),
      };
      const rates = view === 'books' ? await findLatestRates(tx, sums) : new Map<string, never>();
      const folded = foldMonths(view, found, rates);
      return { months: folded, totals: totalOf(folded) };
    });
  }

  /** Lists the documents behind a figure, by contract. @throws DomainError billing.months_invalid */
  documents(
    scope: Scope,
    { months, ...filter }: Omit<RevenueDocumentFilter, 'from' | 'to'> & { readonly months: MonthRange },
  ): Promise<Page<RevenueDocument>> {
    const span = toMonthSpan(months);
    return this.unitOfWork.run(scope, (tx) => listRevenueDocuments(tx, { ...filter, ...span }));
  }

  /**
   * Returns margins of the issued revenue of some months, the lowest percentage first.
   * @throws DomainError billing.months_invalid
   */
  margins(
    scope: Scope,
    months: MonthRange,
    by: 'contract' | 'machine',
    subject: RevenueSubject = {},
  ): Promise<MarginRow[]> {
    const span = toMonthSpan(months);
    return this.unitOfWork.run(scope, async (tx) => {
      const parts = await findResultParts(tx, span, by, subject);
      const contracts = await findContractsOfResults(tx, [
        ...new Set(parts.map(({ contractId }) => contractId)),
      ]);
      const serials = await serialsOf(tx, [...new Set(parts.flatMap(({ machineId }) => machineId ?? []))]);
      const unissued = await findUnissuedMonths(tx, span, [...contracts.keys()]);
      return parts
        .map(({ contractId, machineId, ...of }): MarginRow => {
          const contract = contracts.get(contractId)!;
          return {
            contract,
            machine: machineId === null ? null : { id: machineId, serial: serials.get(machineId) ?? '' },
            unissuedMonths: unissued.get(contractId) ?? [],
            ...computeMargin(of, contract.currency),
          };
        })
        .sort((a, b) => compareMargins(a, b) || a.contract.number.localeCompare(b.contract.number));
    });
  }

  /**
   * Returns the revenue and costs of one contract by month, newest first, including months in force without a document.
   * @throws DomainError contracts.contract_not_found, billing.months_invalid
   */
  getOfContract(scope: Scope, contractId: string, months: MonthRange): Promise<RevenueOfContract> {
    const span = toMonthSpan(months);
    return this.unitOfWork.run(scope, async (tx) => {
      const { currency } = await getContract(tx, contractId);
      const parts = await findResultParts(tx, span, 'month', { contractId });
      const unissued = new Set((await findUnissuedMonths(tx, span, [contractId])).get(contractId) ?? []);
      const names = [...new Set([...parts.flatMap(({ month }) => month ?? []), ...unissued])];
      return {
        currency,
        months: names
          .sort()
          .reverse()
          .map((month) => ({
            month,
            isIssued: !unissued.has(month),
            ...computeMargin(parts.find((part) => part.month === month) ?? NOTHING, currency),
          })),
        total: computeMargin(
          {
            revenue: parts.flatMap(({ revenue }) => revenue),
            costs: parts.flatMap(({ costs }) => costs),
            gaps: sumGaps(parts),
          },
          currency,
        ),
        gaps: await findCostGaps(tx, span, contractId),
      };
    });
  }

  /**
   * Returns each contract's months for a table, by contract number, then by month.
   * @throws DomainError billing.months_invalid
   */
  listForExport(scope: Scope, months: MonthRange): Promise<ExportedResult[]> {
    const span = toMonthSpan(months);
    return this.unitOfWork.run(scope, async (tx) => {
      const parts = await findResultParts(tx, span, 'month');
      const contracts = await findContractsOfResults(tx, [
        ...new Set(parts.map(({ contractId }) => contractId)),
      ]);
      return parts
        .map(({ contractId, month, ...of }) => {
          const contract = contracts.get(contractId)!;
          return { contract, month: month ?? '', ...computeMargin(of, contract.currency) };
        })
        .sort((a, b) => a.contract.number.localeCompare(b.contract.number) || a.month.localeCompare(b.month));
    });
  }
}

const NOTHING = { revenue: [], costs: [], gaps: [] };

function sumGaps(parts: readonly { readonly gaps: Margin['gaps'] }[]): Margin['gaps'] {
  const byKind = groupBy(
    parts.flatMap(({ gaps }) => gaps),
    ({ kind }) => kind,
  );
  return [...byKind].map(([kind, gaps]) => ({
    kind,
    count: gaps.reduce((sum, { count }) => sum + count, 0),
  }));
}

/**
 * Returns the span from the first day of the first month to the day after the last month.
 * @throws DomainError billing.months_invalid if the months are reversed or span more than five years
 */
export function toMonthSpan({ from, to }: MonthRange): MonthSpan {
  if (from > to || addMonths(from, MAX_MONTHS) <= to) {
    const fault = { pointer: '/to', code: 'billing.months_invalid', params: { most: MAX_MONTHS } };
    throw new DomainError('billing.months_invalid', { most: MAX_MONTHS }, [fault]);
  }
  return { from: `${from}-01`, to: `${addMonths(to, 1)}-01` };
}
