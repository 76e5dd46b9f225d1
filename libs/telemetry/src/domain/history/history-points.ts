import type { Span } from '../readings/outcomes.js';
import {
  type Aggregate,
  type ClosedMean,
  closeMeans,
  coarsen,
  type HeldValue,
} from '../readings/rollups/rollup.js';

/** Start of a bucket (epoch milliseconds), then what is told of it. */
export type HistoryPoint = readonly [timeMs: number, ...aggregates: number[]];

/** The buckets of a chart. Epoch milliseconds. */
export interface Buckets {
  /** Where the bucket begins that an instant lies in. */
  startOf(timeMs: number): number;
  /** Where the bucket ends that begins at an instant. */
  endOf(startMs: number): number;
}

/** Buckets of one width that begin at multiples of it. */
export function bucketsOfWidth(bucketMs: number): Buckets {
  return {
    startOf: (timeMs) => Math.floor(timeMs / bucketMs) * bucketMs,
    endOf: (startMs) => startMs + bucketMs,
  };
}

/** A bucket of a chart, of all devices that report the signal. */
export type Bucket = Omit<Aggregate, 'longestHoldMs'>;

/** What one device reported of a signal. */
export interface SignalCourse {
  /** In order of time, of buckets that the chart's are made of. */
  readonly aggregates: readonly Aggregate[];
  /** The last value before them, if one is near. */
  readonly lead: HeldValue | undefined;
}

/**
 * A signal's aggregates in the buckets of a chart, in order, only buckets with readings.
 * @param within the chart's time: only its part of a bucket counts for the mean
 */
export function toBuckets(devices: readonly SignalCourse[], buckets: Buckets, within: Span): Bucket[] {
  const found = new Map<number, Bucket>();
  for (const { aggregates, lead } of devices) {
    const ofDevice = coarsen(aggregates, (timeMs) => buckets.startOf(timeMs));
    const means = closeMeans(ofDevice, (startMs) => buckets.endOf(startMs), within, lead);
    for (const [i, aggregate] of ofDevice.entries()) {
      const { startMs } = aggregate;
      const before = ofDevice[i - 1] ?? lead;
      // A step upwards belongs to the bucket in which it ends.
      const increase = aggregate.increase + Math.max(0, before ? aggregate.first - before.last : 0);
      const closed = { ...aggregate, ...means[i]!, increase };
      const known = found.get(startMs);
      found.set(startMs, known ? beside(known, closed) : closed);
    }
  }
  return [...found.values()].sort((a, b) => a.startMs - b.startMs);
}

/** What can be told of a bucket. */
export const HISTORY_AGGREGATES = ['min', 'mean', 'max', 'last', 'first', 'increase', 'count'] as const;
export type HistoryAggregate = (typeof HISTORY_AGGREGATES)[number];

/** What is told of a bucket where nothing else is asked for. */
export const USUAL_AGGREGATES = ['min', 'mean', 'max', 'last'] as const satisfies readonly HistoryAggregate[];

/** Buckets as the points of a chart: each its start, then the aggregates in their order. */
export function toHistoryPoints(
  buckets: readonly Bucket[],
  aggregates: readonly HistoryAggregate[] = USUAL_AGGREGATES,
): HistoryPoint[] {
  return buckets.map((bucket) => [bucket.startMs, ...aggregates.map((name) => bucket[name])]);
}

/** Two devices of a machine that report the same signal: the mean of both, each weighing as long as its values are held. */
function beside(a: Bucket, b: Bucket): Bucket {
  const isLater = b.lastAt >= a.lastAt;
  const isSooner = b.firstAt < a.firstAt;
  return {
    startMs: a.startMs,
    count: a.count + b.count,
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
    first: isSooner ? b.first : a.first,
    last: isLater ? b.last : a.last,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    mean: meanOfBoth(a, b),
    heldMs: a.heldMs + b.heldMs,
    increase: a.increase + b.increase,
    isEarlier: a.isEarlier || b.isEarlier,
  };
}

function meanOfBoth(
  a: ClosedMean & { readonly count: number },
  b: ClosedMean & { readonly count: number },
): number {
  const [weightA, weightB] = a.heldMs + b.heldMs > 0 ? [a.heldMs, b.heldMs] : [a.count, b.count];
  return (a.mean * weightA + b.mean * weightB) / (weightA + weightB);
}
