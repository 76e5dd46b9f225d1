import type { HistorySeries } from '../../../api/types.js';

/** Statistics of a signal in a period. */
export interface Statistics {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  /** Increase of a counter; null for other signals, because their increases have no meaning. */
  readonly increase: number | null;
  /** Number of readings. */
  readonly readings: number;
}

/** Aggregates that the statistics need, in the order in which the API returns them after the start of a bucket. */
export const STATISTIC_AGGREGATES = ['min', 'mean', 'max', 'increase', 'count'] as const;

/**
 * Returns the statistics of a series that was requested with the resolution `total`; undefined without readings. The
 * mean is weighted by time (docs/telemetry.md#means), so it is not the mean of the points of a chart.
 */
export function toStatistics({
  kind,
  points,
}: Pick<HistorySeries, 'kind' | 'points'>): Statistics | undefined {
  const [, min, mean, max, increase, readings] = points[0] ?? [];
  if (min === undefined || mean === undefined || max === undefined) return undefined;
  return {
    min,
    mean,
    max,
    increase: kind === 'counter' ? (increase ?? null) : null,
    readings: readings ?? 0,
  };
}
