import { meansByDefinition } from '../../test/support/mean-by-definition.js';

export interface Sample {
  /** Epoch milliseconds. */
  readonly timeMs: number;
  readonly value: number;
}

/** Start of a bucket, and its minimum, mean, maximum and last value. */
export type ExpectedPoint = readonly [startMs: number, min: number, mean: number, max: number, last: number];

/**
 * Calculates the points of a chart from raw samples without the product's code. In the mean of a bucket, each value is
 * weighted by its duration.
 * @param samples samples in chronological order
 */
export function expectedHistory(samples: readonly Sample[], bucketMs: number): ExpectedPoint[] {
  const buckets = new Map<number, Sample[]>();
  for (const sample of samples) {
    const startMs = sample.timeMs - (sample.timeMs % bucketMs);
    const bucket = buckets.get(startMs);
    if (bucket) bucket.push(sample);
    else buckets.set(startMs, [sample]);
  }
  const spans = [...buckets.keys()].map((fromMs) => ({ fromMs, toMs: fromMs + bucketMs }));
  const readings = samples.map(({ timeMs, value }) => ({ at: timeMs, value }));
  const means = new Map(meansByDefinition(readings, spans).map(({ startMs, mean }) => [startMs, mean]));
  return [...buckets].map(([startMs, inside]) => {
    const values = inside.map(({ value }) => value);
    return [startMs, Math.min(...values), means.get(startMs)!, Math.max(...values), inside.at(-1)!.value];
  });
}

/**
 * Returns true when two points are equal. Means are compared with a tolerance, because they are sums of many doubles.
 */
export function isSamePoint(seen: readonly number[], expected: ExpectedPoint): boolean {
  return (
    seen.length === expected.length &&
    expected.every((value, i) => Math.abs(value - seen[i]!) <= Math.abs(value) * (i === 2 ? 1e-6 : 0))
  );
}
