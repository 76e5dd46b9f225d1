import { Exact, type FieldFault } from '#platform/domain';

export const ALERT_MEASURES = ['allowance', 'amount'] as const;
/** Shares of what is included, or of an amount that somebody chose. */
export type AlertMeasure = (typeof ALERT_MEASURES)[number];
export type AlertSide = 'customer' | 'maker';

const MOST_PERCENT = 1000;
export const MOST_SHARES = 10;

export interface AlertWish {
  readonly percents: readonly number[];
  /** Net, a decimal in major units; only of an amount. */
  readonly budget: string | null;
}

/** How far the running month is. */
export interface AlertProgress {
  /** The first day of the month or contract year that is counted. */
  readonly periodFrom: string;
  /** Quantity, or amount in major units. */
  readonly used: Exact;
  /** What shares are of. */
  readonly limit: Exact;
}

/** What is wrong with an alert, each at its field. */
export function alertFaults(measure: AlertMeasure, { percents, budget }: AlertWish): FieldFault[] {
  const at = (pointer: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
    pointer,
    code: `billing.${code}`,
    params,
  });
  return [
    ...(percents.length === 0 || percents.length > MOST_SHARES
      ? [at('/percents', 'alert_shares_count', { most: MOST_SHARES })]
      : []),
    ...percents.flatMap((percent, index) =>
      Number.isInteger(percent) && percent >= 1 && percent <= MOST_PERCENT
        ? []
        : [at(`/percents/${index}`, 'alert_share_range', { most: MOST_PERCENT })],
    ),
    ...(measure === 'amount' && budget === null ? [at('/budget', 'value_missing')] : []),
    ...(measure === 'allowance' && budget !== null ? [at('/budget', 'alert_budget_of_amount')] : []),
    ...(budget !== null && new Exact(budget).lte(0) ? [at('/budget', 'value_not_positive')] : []),
  ];
}

/** Each share once, ascending. */
export function sortShares(percents: readonly number[]): number[] {
  return [...new Set(percents)].sort((a, b) => a - b);
}

/** Which of an alert's shares are reached, ascending. */
export function sharesReached(percents: readonly number[], { used, limit }: AlertProgress): number[] {
  if (limit.lte(0)) return [];
  return sortShares(percents).filter((percent) => used.times(100).gte(limit.times(percent)));
}
