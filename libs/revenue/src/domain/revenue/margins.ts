import { contractMargin } from '#contracts/domain';
import type { Behaviour } from '#invoicing/domain';
import { Exact, fromMinor, sumMinor } from '#platform/domain';
import { COST_KINDS, type CostKind } from './cost-fields.js';

/** Kinds of work without a recorded cost: a kit sent, a visit made, or parts that a ticket took from stock. */
export const GAP_KINDS = ['kit', 'visit', 'ticket_parts'] as const;
export type GapKind = (typeof GAP_KINDS)[number];

/**
 * The revenue and costs of a contract in a span of time, or of one of its machines or months, in minor units of the
 * contract's currency.
 */
export interface ResultParts {
  /** Issued revenue; `credited` is the amount of credit notes, negative. */
  readonly revenue: readonly {
    readonly bucket: 'issued' | 'credited';
    readonly behaviour: Behaviour;
    readonly minor: bigint;
  }[];
  readonly costs: readonly { readonly kind: CostKind; readonly minor: bigint }[];
  readonly gaps: readonly { readonly kind: GapKind; readonly count: number }[];
}

/** Completeness of costs: none is recorded, some are known to be missing, or none is known to be missing. */
export const COSTS_KNOWN = ['none', 'partly', 'all_known'] as const;
export type CostsKnown = (typeof COSTS_KNOWN)[number];

/** The margin of a contract or machine. Amounts are decimals. */
export interface Margin {
  /** Issued revenue before credits. */
  readonly fixed: string;
  readonly variable: string;
  readonly credits: string;
  /** Revenue less credits. */
  readonly revenue: string;
  readonly costs: readonly { readonly kind: CostKind; readonly amount: string }[];
  readonly cost: string;
  /** Null if no cost is recorded, because the margin is then unknown. */
  readonly margin: string | null;
  readonly marginPercent: string | null;
  readonly costsKnown: CostsKnown;
  readonly gaps: ResultParts['gaps'];
}

/**
 * Computes revenue less credits less costs (docs/rules/revenue.md#contract-margin). The margin is unknown if no cost is
 * known.
 */
export function computeMargin({ revenue, costs, gaps }: ResultParts, currency: string): Margin {
  const text = (minor: bigint): string => fromMinor(minor, currency);
  const issued = (behaviour: Behaviour): bigint =>
    sum(revenue.filter((one) => one.bucket === 'issued' && one.behaviour === behaviour));
  const credited = -sum(revenue.filter(({ bucket }) => bucket === 'credited'));
  const byKind = COST_KINDS.map((kind) => ({ kind, of: costs.filter((cost) => cost.kind === kind) }))
    .filter(({ of }) => of.length > 0)
    .map(({ kind, of }) => ({ kind, amount: text(sum(of)) }));
  const [fixed, variable, credits] = [issued('fixed'), issued('variable'), credited].map(text) as [
    string,
    string,
    string,
  ];
  const result = contractMargin(
    { revenue: [fixed, variable], credits: [credits], costs: byKind.map(({ amount }) => amount) },
    currency,
  );
  const missing = gaps.filter(({ count }) => count > 0);
  const costsKnown = costs.length === 0 ? 'none' : missing.length > 0 ? 'partly' : 'all_known';
  return {
    fixed,
    variable,
    credits,
    revenue: result.revenue,
    costs: byKind,
    cost: result.cost,
    margin: costsKnown === 'none' ? null : result.grossMargin,
    marginPercent: costsKnown === 'none' ? null : result.grossMarginPercent,
    costsKnown,
    gaps: missing,
  };
}

function sum(parts: readonly { readonly minor: bigint }[]): bigint {
  return sumMinor(parts, ({ minor }) => minor);
}

/**
 * Compares margins by urgency: the lowest percentage first, unknown margins last. Unlike amounts, percentages can be
 * compared across currencies.
 */
export function compareMargins(a: Margin, b: Margin): number {
  if (a.marginPercent === null || b.marginPercent === null)
    return Number(a.marginPercent === null) - Number(b.marginPercent === null);
  return new Exact(a.marginPercent).cmp(b.marginPercent);
}
