/** Upper bounds of the lag buckets in milliseconds. One more bucket at the end contains longer lags. */
export const LAG_BOUNDS_MS = [5, 10, 25, 50, 100, 250, 500, 1000, 2000, 5000, 10_000, 60_000] as const;

/** Counts of received data. */
export interface IntakeCounts {
  /** Number of received payloads, including rejected ones. */
  messages: number;
  /** Number of stored readings. */
  readings: number;
  /** Number of values in the stored readings. */
  points: number;
  duplicates: number;
  /** Stored readings that are late according to `isLate`. */
  late: number;
  quarantined: number;
  /** Readings by time from arrival to commit, in the buckets of `LAG_BOUNDS_MS`. */
  readonly lags: number[];
}

export function createEmptyCounts(): IntakeCounts {
  return {
    messages: 0,
    readings: 0,
    points: 0,
    duplicates: 0,
    late: 0,
    quarantined: 0,
    lags: Array.from({ length: LAG_BOUNDS_MS.length + 1 }, () => 0),
  };
}

/** Adds counts to `to`. */
export function addCounts(to: IntakeCounts, more: IntakeCounts): void {
  to.messages += more.messages;
  to.readings += more.readings;
  to.points += more.points;
  to.duplicates += more.duplicates;
  to.late += more.late;
  to.quarantined += more.quarantined;
  more.lags.forEach((count, i) => (to.lags[i]! += count));
}

/** Returns the bucket of a lag. */
export function lagBucketOf(lagMs: number): number {
  let bucket = 0;
  while (bucket < LAG_BOUNDS_MS.length && lagMs > LAG_BOUNDS_MS[bucket]!) bucket++;
  return bucket;
}

/**
 * Estimates a quantile of the lag, assuming an even distribution within a bucket.
 * @param lags number of readings by bucket
 * @param share the quantile, between 0 and 1
 * @returns milliseconds, at most the last bound; null without data
 */
export function estimateLag(lags: readonly number[], share: number): number | null {
  const total = lags.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let left = share * total;
  for (let i = 0; i < LAG_BOUNDS_MS.length; i++) {
    const count = lags[i] ?? 0;
    if (count > 0 && left <= count) {
      const from = i === 0 ? 0 : LAG_BOUNDS_MS[i - 1]!;
      return from + ((LAG_BOUNDS_MS[i]! - from) * left) / count;
    }
    left -= count;
  }
  return LAG_BOUNDS_MS.at(-1)!;
}
