import type { ContractRevenue, SimulationOutcome } from '../../../api/types.js';
import { currencyDecimals } from '../../../format/money/money.js';
import { sumByCurrency } from '../../../format/money/sum-by-currency.js';

export interface PlanMargin {
  /** Number of months with both an amount and a cost. */
  readonly months: number;
  /** Cost and margin of those months only, as decimals. */
  readonly cost: string;
  readonly margin: string;
  /** Margin as a share of the billed amount, 0 to 1; null if nothing would be billed. */
  readonly share: number | null;
  /** True if the costs are known to be incomplete, which makes the margin an upper bound. */
  readonly isUpperBound: boolean;
}

type CostOfMonth = Pick<ContractRevenue['months'][number], 'month' | 'cost' | 'costsKnown'>;

/** Margin of a plan in the months with a known cost; undefined without such months. */
export function marginOfPlan(
  bills: SimulationOutcome['plans'][number]['months'],
  costs: readonly CostOfMonth[],
  currency: string,
): PlanMargin | undefined {
  const known = bills.flatMap(({ month, amount }) => {
    const cost = costs.find((one) => one.month === month && one.costsKnown !== 'none');
    return cost === undefined || amount === null ? [] : [{ billed: amount.amount, cost }];
  });
  if (known.length === 0) return undefined;
  const sum = (amounts: readonly string[]): string =>
    sumByCurrency(
      amounts.map((amount) => ({ amount, currency })),
      currencyDecimals,
    ).get(currency) ?? '0';
  const billed = sum(known.map((one) => one.billed));
  const cost = sum(known.map((one) => one.cost.cost));
  const margin = sum([billed, cost.startsWith('-') ? cost.slice(1) : `-${cost}`]);
  return {
    months: known.length,
    cost,
    margin,
    share: Number(billed) === 0 ? null : Number(margin) / Number(billed),
    isUpperBound: known.some((one) => one.cost.costsKnown === 'partly'),
  };
}
