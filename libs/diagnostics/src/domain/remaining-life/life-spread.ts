import type { HeldOutPoint, LearnedLives } from './learned-lives.js';

/** Width of the kernel that weights held-out rows by their distance in the index, as a share of the cap. */
const KERNEL_SHARE = 0.05;
const COVERAGE = 0.8;
const TAILS = [0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2] as const;
const CALIBRATION_POINTS = 400;
const NO_UNIT = -1;

/**
 * Returns quantiles of the true remaining life of rows with about the same index.
 * @param withoutUnit a unit to leave out, for calibration
 */
export function quantilesNear(
  { points, cap }: LearnedLives,
  index: number,
  shares: readonly number[],
  withoutUnit: number = NO_UNIT,
): number[] {
  const width = Math.max(0.5, KERNEL_SHARE * cap);
  const weightOf = (point: HeldOutPoint) =>
    point.unit === withoutUnit ? 0 : Math.exp(-(((point.index - index) / width) ** 2) / 2);
  const total = points.reduce((sum, point) => sum + weightOf(point), 0);
  if (total <= 0) return shares.map(() => Math.max(0, Math.min(cap, index)));
  const quantiles = new Array<number>(shares.length).fill(cap);
  let sum = 0;
  let next = 0;
  for (const point of points) {
    sum += weightOf(point);
    while (next < shares.length && sum >= shares[next]! * total) {
      quantiles[next] = point.life;
      next += 1;
    }
  }
  return quantiles;
}

/**
 * Returns the share of each tail for which the interval between both tails contains the true remaining life of 80% of
 * the held-out rows. Many of them are at the cap, so the tails aren't 10% each.
 */
export function calibrateTail(learned: LearnedLives): number {
  const { points } = learned;
  const step = Math.max(1, Math.floor(points.length / CALIBRATION_POINTS));
  const shares = [...TAILS, ...TAILS.map((tail) => 1 - tail).reverse()];
  const covered = new Array<number>(TAILS.length).fill(0);
  let count = 0;
  for (let position = 0; position < points.length; position += step) {
    const point = points[position]!;
    const quantiles = quantilesNear(learned, point.index, shares, point.unit);
    count += 1;
    for (let tail = 0; tail < TAILS.length; tail += 1) {
      if (quantiles[tail]! <= point.life && point.life <= quantiles[shares.length - 1 - tail]!)
        covered[tail]! += 1;
    }
  }
  const narrowest = TAILS.findLastIndex((_, tail) => covered[tail]! >= COVERAGE * count);
  return TAILS[Math.max(0, narrowest)]!;
}
