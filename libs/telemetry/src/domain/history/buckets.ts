import { type Resolution, RESOLUTIONS } from '../readings/rollups/rollup.js';

/** Widths that people read off an axis, in seconds: each a divisor of the day or whole days. */
const WIDTHS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
] as const;
const DAY = 86_400;

/** The narrowest readable width that cuts a span into at most `points` buckets. */
export function chooseBucketSeconds(spanMs: number, points: number): number {
  const least = spanMs / 1000 / points;
  return WIDTHS.find((width) => width >= least) ?? Math.ceil(least / DAY) * DAY;
}

/** The widest kept resolution that a bucket is made of; undefined for narrower ones. */
export function resolutionFor(bucketSeconds: number): Resolution | undefined {
  return RESOLUTIONS.findLast((resolution) => bucketSeconds % resolution === 0);
}
