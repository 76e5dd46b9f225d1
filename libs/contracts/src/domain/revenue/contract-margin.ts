import { type AmountPrecision, Exact, sumOf } from '#platform/domain';
import { asAmount } from '../terms/amount.js';

/** A contract's revenue and costs for the same period, as decimal strings. */
export interface ContractResult {
  readonly revenue: readonly string[];
  /** Subtracted from the revenue. */
  readonly credits: readonly string[];
  /** Depreciation, parts, labour and travel, finance, connectivity. */
  readonly costs: readonly string[];
}

export interface ContractMargin {
  readonly revenue: string;
  readonly cost: string;
  readonly grossMargin: string;
  /** Percentage of the revenue with two decimals; null without revenue. */
  readonly grossMarginPercent: string | null;
}

/** Computes revenue less credits less costs (docs/rules/revenue.md#contract-margin). */
export function contractMargin(
  { revenue, credits, costs }: ContractResult,
  precision: AmountPrecision,
): ContractMargin {
  const earned = sumOf(revenue).minus(sumOf(credits));
  const cost = sumOf(costs);
  const margin = earned.minus(cost);
  return {
    revenue: asAmount(earned, precision),
    cost: asAmount(cost, precision),
    grossMargin: asAmount(margin, precision),
    grossMarginPercent: earned.isZero()
      ? null
      : margin.times(100).div(earned).toFixed(2, Exact.ROUND_HALF_UP),
  };
}
