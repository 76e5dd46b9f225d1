import { fromMinor } from '#platform';
import {
  COST_KINDS,
  type ExportedResult,
  type Margin,
  type MarginRow,
  type RecurringOnDay,
  type RevenueByMonth,
  type RevenueDocument,
  type RevenueOfContract,
} from '#revenue';
import type {
  ContractRevenueDto,
  MarginDto,
  MarginRowDto,
  RecurringDto,
  RevenueDocumentDto,
  RevenueDto,
} from './revenue.dto.js';

export function toRevenueDto({ months, totals }: RevenueByMonth): RevenueDto {
  return {
    months: months.map((month) => ({
      ...month,
      amounts: { ...month.amounts },
      classes: [...month.classes],
      unconverted: [...month.unconverted],
    })),
    totals: [...totals],
  };
}

export function toRevenueDocumentDto(document: RevenueDocument): RevenueDocumentDto {
  const { fixedMinor, variableMinor, netMinor, disputedMinor, waiting, ...named } = document;
  const amount = (minor: string): string => fromMinor(BigInt(minor), document.currency);
  return {
    ...named,
    fixed: amount(fixedMinor),
    variable: amount(variableMinor),
    net: amount(netMinor),
    disputed: amount(disputedMinor),
    waitingLines: waiting,
  };
}

export function toRecurringDto({ sums, contracts, leftOut, withTax, ...days }: RecurringOnDay): RecurringDto {
  return {
    ...days,
    sums: [...sums],
    contracts: contracts.map((contract) => ({ ...contract, excluded: [...contract.excluded] })),
    leftOut: [...leftOut],
    withTax: [...withTax],
  };
}

function toMarginDto({ costs, gaps, ...margin }: Margin): MarginDto {
  return { ...margin, costs: [...costs], gaps: [...gaps] };
}

export function toMarginRowDto({ contract, machine, unissuedMonths, ...margin }: MarginRow): MarginRowDto {
  const { id, number, currency, customer, legalEntity } = contract;
  return {
    contract: { id, number },
    customer,
    legalEntity,
    currency,
    machine,
    unissuedMonths: [...unissuedMonths],
    ...toMarginDto(margin),
  };
}

export function toContractRevenueDto({
  currency,
  months,
  total,
  gaps,
}: RevenueOfContract): ContractRevenueDto {
  return {
    currency,
    months: months.map(({ month, isIssued, ...margin }) => ({ month, isIssued, ...toMarginDto(margin) })),
    total: toMarginDto(total),
    gaps: [...gaps],
  };
}

/** Returns the table for export, with a row for each contract and month. Unknown costs are empty, and not zero. */
export function toRevenueTable(results: readonly ExportedResult[]): (string | null)[][] {
  const head = [
    ...['contract', 'customer', 'seller', 'month', 'currency', 'fixed', 'variable', 'credits', 'revenue'],
    ...COST_KINDS.map((kind) => `cost_${kind}`),
    ...['cost', 'margin', 'margin_percent', 'costs_known', 'without_cost'],
  ];
  const rows = results.map(({ contract, month, costs, gaps, ...margin }) => {
    const isKnown = margin.costsKnown !== 'none';
    return [
      ...[contract.number, contract.customer.name, contract.legalEntity.name].map(asText),
      ...[month, contract.currency],
      ...[margin.fixed, margin.variable, margin.credits, margin.revenue],
      ...COST_KINDS.map((kind) => costs.find((cost) => cost.kind === kind)?.amount ?? null),
      ...[isKnown ? margin.cost : null, margin.margin, margin.marginPercent, margin.costsKnown],
      gaps.map(({ kind, count }) => `${count} ${kind}`).join(', '),
    ];
  });
  return [head, ...rows];
}

/** Marks a name as text if a spreadsheet would evaluate it as a formula. */
function asText(name: string): string {
  return /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
}
