/** Buckets of one instrument: epoch ms, minimum, mean, maximum. */
export type Buckets = readonly (readonly (number | null)[])[];

/**
 * Merges the lines of several instruments for the same quantity: at each time, the mean of their values, with a band
 * from the minimum to the maximum. Instruments without a value at that time are ignored.
 */
export function mergeLines(lines: readonly Buckets[]): (readonly [number, number, number, number])[] {
  const byTime = new Map<number, { least: number; greatest: number; sum: number; count: number }>();
  for (const line of lines) {
    for (const [time, least, mean, greatest] of line) {
      if (time == null || mean == null) continue;
      const known = byTime.get(time);
      const low = least ?? mean;
      const high = greatest ?? mean;
      if (known === undefined) byTime.set(time, { least: low, greatest: high, sum: mean, count: 1 });
      else {
        known.least = Math.min(known.least, low);
        known.greatest = Math.max(known.greatest, high);
        known.sum += mean;
        known.count += 1;
      }
    }
  }
  return [...byTime]
    .sort(([a], [b]) => a - b)
    .map(([time, { least, greatest, sum, count }]) => [time, least, sum / count, greatest] as const);
}
