import type { Span } from '../readings/outcomes.js';
import {
  type Aggregate,
  type ClosedMean,
  closeMeans,
  coarsen,
  type HeldValue,
} from '../readings/rollups/rollup.js';

/** Start of a bucket (epoch milliseconds), followed by its aggregates. */
export type HistoryPoint = readonly [timeMs: number, ...aggregates: number[]];

/** The buckets of a chart. Times are in epoch milliseconds. */
export interface Buckets {
  /** Returns the start of the bucket that contains an instant. */
  startOf(timeMs: number): number;
  /** Returns the end of the bucket that starts at an instant. */
  endOf(startMs: number): number;
}

/** Returns buckets of a fixed width, aligned to its multiples. */
export function bucketsOfWidth(bucketMs: number): Buckets {
  return {
    startOf: (timeMs) => Math.floor(timeMs / bucketMs) * bucketMs,
    endOf: (startMs) => startMs + bucketMs,
  };
}

/** A chart's bucket across all devices that report the signal. */
export type Bucket = Omit<Aggregate, 'longestHoldMs'>;

/** Data of a signal from one device. */
export interface SignalHistory {
  /** Aggregates in chronological order, by the narrower buckets that make up the chart's buckets. */
  readonly aggregates: readonly Aggregate[];
  /** The last value before the aggregates, if it is near. */
  readonly lead: HeldValue | undefined;
}

/**
 * Returns a signal's aggregates in the buckets of a chart, in order, without empty buckets.
 * @param within the chart's span: the mean of a bucket includes only the time inside this span
 */
export function toBuckets(devices: readonly SignalHistory[], buckets: Buckets, within: Span): Bucket[] {
  const found = new Map<number, Bucket>();
  for (const { aggregates, lead } of devices) {
    const deviceBuckets = coarsen(aggregates, (timeMs) => buckets.startOf(timeMs));
    const means = closeMeans(deviceBuckets, (startMs) => buckets.endOf(startMs), within, lead);
    for (const [i, aggregate] of deviceBuckets.entries()) {
      const { startMs } = aggregate;
      const before = deviceBuckets[i - 1] ?? lead;
      // An upward step belongs to the bucket in which it ends.
      const increase = aggregate.increase + Math.max(0, before ? aggregate.first - before.last : 0);
      const closed = { ...aggregate, ...means[i]!, increase };
      const known = found.get(startMs);
      found.set(startMs, known ? joinBuckets(known, closed) : closed);
    }
  }
  return [...found.values()].sort((a, b) => a.startMs - b.startMs);
}

/** The available aggregates of a bucket. */
export const HISTORY_AGGREGATES = ['min', 'mean', 'max', 'last', 'first', 'increase', 'count'] as const;
export type HistoryAggregate = (typeof HISTORY_AGGREGATES)[number];

/** The default aggregates of a bucket. */
export const DEFAULT_AGGREGATES = [
  'min',
  'mean',
  'max',
  'last',
] as const satisfies readonly HistoryAggregate[];

/** Converts buckets to the points of a chart: each bucket's start, then the aggregates in the given order. */
export function toHistoryPoints(
  buckets: readonly Bucket[],
  aggregates: readonly HistoryAggregate[] = DEFAULT_AGGREGATES,
): HistoryPoint[] {
  return buckets.map((bucket) => [bucket.startMs, ...aggregates.map((name) => bucket[name])]);
}

/**
 * Combines the data of two devices of a machine that report the same signal. The mean is weighted by how long the
 * values of each device are valid.
 */
function joinBuckets(a: Bucket, b: Bucket): Bucket {
  const isLater = b.lastAt >= a.lastAt;
  const startsEarlier = b.firstAt < a.firstAt;
  return {
    startMs: a.startMs,
    count: a.count + b.count,
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
    first: startsEarlier ? b.first : a.first,
    last: isLater ? b.last : a.last,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    mean: computeWeightedMean(a, b),
    heldMs: a.heldMs + b.heldMs,
    increase: a.increase + b.increase,
    isEarlier: a.isEarlier || b.isEarlier,
  };
}

function computeWeightedMean(
  a: ClosedMean & { readonly count: number },
  b: ClosedMean & { readonly count: number },
): number {
  const [weightA, weightB] = a.heldMs + b.heldMs > 0 ? [a.heldMs, b.heldMs] : [a.count, b.count];
  return (a.mean * weightA + b.mean * weightB) / (weightA + weightB);
}
