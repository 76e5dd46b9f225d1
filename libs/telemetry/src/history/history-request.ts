import { DomainError } from '#platform';
import {
  bucketsFor,
  bucketsOf,
  type ChosenBuckets,
  type HistoryResolution,
  toWholeBuckets,
} from '../domain/history/history-buckets.js';
import type { HistoryAggregate } from '../domain/history/history-points.js';
import type { Span } from '../domain/readings/outcomes.js';
import { toSpan } from './history-measures.js';

export interface HistoryRequest {
  /** Signal keys; empty for the defined gauges and counters. */
  readonly signals: readonly string[];
  readonly from: Date;
  readonly to: Date;
  /** Maximum number of buckets and of pixel columns. */
  readonly points: number;
  /** The width of the buckets; derived from `points` by default. */
  readonly resolution?: HistoryResolution | undefined;
  /** IANA name of the zone in which the days of a resolution begin. UTC by default. */
  readonly zone?: string | undefined;
  /** The aggregates of each bucket; `DEFAULT_AGGREGATES` if omitted. */
  readonly aggregates?: readonly HistoryAggregate[] | undefined;
}

/** Limits for one signal (a year of hours), and for all signals together. */
const MAX_BUCKETS = 10_000;
const MAX_POINTS = 100_000;

/** Returns the requested buckets and the span. If a resolution is requested, the span is extended to whole buckets. */
export function chooseBuckets({ from, to, points, resolution, zone = 'UTC' }: HistoryRequest): {
  span: Span;
  buckets: ChosenBuckets;
} {
  const span = toSpan({ from, to });
  if (resolution === undefined) return { span, buckets: bucketsFor(points, span) };
  const buckets = bucketsOf(resolution, zone, span);
  return { span: toWholeBuckets(buckets, span), buckets };
}

/** @throws DomainError telemetry.too_many_points */
export function assertPointLimit(buckets: number, series: number): void {
  if (buckets > MAX_BUCKETS || buckets * series > MAX_POINTS)
    throw new DomainError('telemetry.too_many_points', {
      points: buckets,
      max: Math.min(MAX_BUCKETS, Math.floor(MAX_POINTS / Math.max(1, series))),
    });
}
