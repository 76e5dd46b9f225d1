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
  /** Keys; empty for the described gauges and counters. */
  readonly signals: readonly string[];
  readonly from: Date;
  readonly to: Date;
  /** At most so many buckets, and columns of the screen. */
  readonly points: number;
  /** The width of the buckets; as follows from `points` without it. */
  readonly resolution?: HistoryResolution | undefined;
  /** IANA name: where the days of a resolution begin. UTC without it. */
  readonly zone?: string | undefined;
  /** What is told of each bucket; the usual without it. */
  readonly aggregates?: readonly HistoryAggregate[] | undefined;
}

/** Buckets of a signal (a year of hours), and of all signals together. */
const MAX_BUCKETS = 10_000;
const MAX_POINTS = 100_000;

/** The buckets that are asked for, and the span that they are whole in where they have a name. */
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
export function ensureNotTooMany(buckets: number, series: number): void {
  if (buckets > MAX_BUCKETS || buckets * series > MAX_POINTS)
    throw new DomainError('telemetry.too_many_points', {
      points: buckets,
      max: Math.min(MAX_BUCKETS, Math.floor(MAX_POINTS / Math.max(1, series))),
    });
}
