import { Exact, type FieldFault } from '#platform/domain';

export const ALERT_MEASURES = ['allowance', 'amount'] as const;
/** Base of an alert's thresholds: the allowance, or a chosen amount. */
export type AlertMeasure = (typeof ALERT_MEASURES)[number];
export type AlertSide = 'customer' | 'maker';

const MAX_PERCENT = 1000;
export const MAX_SHARES = 10;

export interface AlertInput {
  readonly percents: readonly number[];
  /** Net, a decimal in major units; only for an amount. */
  readonly budget: string | null;
}

/** Progress of an alert in the current month or contract year. */
export interface AlertProgress {
  /** The first day of the counted month or contract year. */
  readonly periodFrom: string;
  /** A quantity, or an amount in major units. */
  readonly used: Exact;
  /** Allowance or amount that the thresholds are percentages of. */
  readonly limit: Exact;
}

/** Validates an alert and returns errors by field. */
export function findAlertFaults(measure: AlertMeasure, { percents, budget }: AlertInput): FieldFault[] {
  const at = (pointer: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
    pointer,
    code: `billing.${code}`,
    params,
  });
  return [
    ...(percents.length === 0 || percents.length > MAX_SHARES
      ? [at('/percents', 'alert_shares_count', { most: MAX_SHARES })]
      : []),
    ...percents.flatMap((percent, index) =>
      Number.isInteger(percent) && percent >= 1 && percent <= MAX_PERCENT
        ? []
        : [at(`/percents/${index}`, 'alert_share_range', { most: MAX_PERCENT })],
    ),
    ...(measure === 'amount' && budget === null ? [at('/budget', 'value_missing')] : []),
    ...(measure === 'allowance' && budget !== null ? [at('/budget', 'alert_budget_of_amount')] : []),
    ...(budget !== null && new Exact(budget).lte(0) ? [at('/budget', 'value_not_positive')] : []),
  ];
}

/** Returns thresholds without duplicates, in ascending order. */
export function sortShares(percents: readonly number[]): number[] {
  return [...new Set(percents)].sort((a, b) => a - b);
}

/** Returns the reached thresholds of an alert, in ascending order. */
export function reachedShares(percents: readonly number[], { used, limit }: AlertProgress): number[] {
  if (limit.lte(0)) return [];
  return sortShares(percents).filter((percent) => used.times(100).gte(limit.times(percent)));
}
