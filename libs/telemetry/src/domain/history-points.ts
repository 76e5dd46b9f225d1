import { type Aggregate, coarsen } from './readings/rollup.js';

/** Start of a bucket (epoch milliseconds), least, mean (each value weighs as long as it held), greatest and last value in it. */
export type HistoryPoint = [timeMs: number, min: number, mean: number, max: number, last: number];

/**
 * A signal's aggregates as the points of a chart, in order, only buckets with values.
 * @param devices aggregates by device, each in order of time, of buckets that the chart's are multiples of
 */
export function toHistoryPoints(
  devices: readonly (readonly Aggregate[])[],
  bucketMs: number,
): HistoryPoint[] {
  const buckets = new Map<number, Aggregate>();
  for (const aggregates of devices) {
    for (const aggregate of coarsen(aggregates, bucketMs)) {
      const known = buckets.get(aggregate.startMs);
      buckets.set(aggregate.startMs, known ? beside(known, aggregate) : aggregate);
    }
  }
  return [...buckets.values()]
    .sort((a, b) => a.startMs - b.startMs)
    .map(({ startMs, min, mean, max, last }) => [startMs, min, mean, max, last]);
}

/** Two devices of a machine that report the same signal: the mean is of all their values. */
function beside(a: Aggregate, b: Aggregate): Aggregate {
  const count = a.count + b.count;
  return {
    ...a,
    count,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    mean: (a.mean * a.count + b.mean * b.count) / count,
    last: b.lastAt >= a.lastAt ? b.last : a.last,
    lastAt: Math.max(a.lastAt, b.lastAt),
  };
}
