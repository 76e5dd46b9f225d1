import { type Resolution, RESOLUTIONS } from '../readings/rollups/rollup.js';

/** Readable axis intervals in seconds: divisors of a day, or whole days. */
const WIDTHS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
] as const;
const DAY = 86_400;

/** Returns the narrowest readable width that divides a span into at most `points` buckets. */
export function chooseBucketSeconds(spanMs: number, points: number): number {
  const least = spanMs / 1000 / points;
  return WIDTHS.find((width) => width >= least) ?? Math.ceil(least / DAY) * DAY;
}

/** Returns the coarsest stored resolution from which a bucket can be built; undefined if there is none. */
export function resolutionFor(bucketSeconds: number): Resolution | undefined {
  return RESOLUTIONS.findLast((resolution) => bucketSeconds % resolution === 0);
}
