export interface Sample {
  /** Epoch milliseconds. */
  readonly timeMs: number;
  readonly value: number;
}

/** Start of a bucket, least, mean, greatest and last value in it. */
export type ExpectedPoint = readonly [startMs: number, min: number, mean: number, max: number, last: number];

/**
 * A chart's points worked out from raw samples without any of the product's code. In the mean of a bucket a value weighs as
 * long as it held, from its sample to the bucket's next.
 * @param samples in order of time
 */
export function expectedHistory(samples: readonly Sample[], bucketMs: number): ExpectedPoint[] {
  const buckets = new Map<number, Sample[]>();
  for (const sample of samples) {
    const startMs = sample.timeMs - (sample.timeMs % bucketMs);
    const bucket = buckets.get(startMs);
    if (bucket) bucket.push(sample);
    else buckets.set(startMs, [sample]);
  }
  return [...buckets].map(([startMs, inside]) => {
    const values = inside.map(({ value }) => value);
    const last = inside.at(-1)!;
    const held = inside.slice(0, -1).map(({ timeMs, value }, i) => value * (inside[i + 1]!.timeMs - timeMs));
    const lengthMs = last.timeMs - inside[0]!.timeMs;
    const mean = lengthMs === 0 ? last.value : held.reduce((sum, each) => sum + each, 0) / lengthMs;
    return [startMs, Math.min(...values), mean, Math.max(...values), last.value];
  });
}

/** Whether two points are the same; means are sums of many doubles. */
export function isSamePoint(seen: readonly number[], expected: ExpectedPoint): boolean {
  return (
    seen.length === expected.length &&
    expected.every((value, i) => Math.abs(value - seen[i]!) <= Math.abs(value) * (i === 2 ? 1e-6 : 0))
  );
}
