import type { KnownUnit, LifeRows } from './remaining-life.js';

const MIN_ROWS = 30;
/**
 * Number of blocks of rows. The line is fitted to the means of blocks, so that correlated rows don't count as
 * independent evidence.
 */
const BLOCKS = 10;
/** Ratio of a slope to its standard error that counts as a trend, with 8 degrees of freedom (p < 0.001). */
const SIGNIFICANT = 5;
const P10_ERRORS = 1.28;
/** Shares of the rows, up to the last one, that are searched for a trend. Wear often begins late. */
const RECENT_SHARES = [1, 1 / 2, 1 / 4] as const;

export interface TrendLife {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly signal: number;
  readonly slope: number;
  readonly limit: number;
}

/**
 * Extrapolates the signal with the clearest trend to the level at which earlier units failed.
 * @returns undefined if no signal moves significantly towards that level
 */
export function extrapolate(
  target: LifeRows,
  failures: readonly KnownUnit[],
  signals: number,
): TrendLife | undefined {
  if (target.length < MIN_ROWS || failures.length === 0) return undefined;
  let best: (TrendLife & { readonly significance: number }) | undefined;
  for (let signal = 0; signal < signals; signal += 1) {
    const ends = failures
      .map(({ values }) => clearestLine(values, signal))
      .filter((line) => line !== undefined);
    const directions = new Set(
      ends.map(({ slope, error }) => (Math.abs(slope) < SIGNIFICANT * error ? 0 : Math.sign(slope))),
    );
    const line = clearestLine(target, signal);
    // The signal of all failed units and of the target must have moved in the same direction.
    if (!line || ends.length < failures.length || directions.size !== 1 || directions.has(0)) continue;
    const significance = Math.abs(line.slope) / Math.max(line.error, Number.MIN_VALUE);
    if (significance < SIGNIFICANT || !directions.has(Math.sign(line.slope))) continue;
    const limit = medianOf(ends.map(({ end }) => end));
    const distance = (limit - line.end) * Math.sign(line.slope);
    const speed = Math.abs(line.slope);
    const lifeAt = (slope: number) => Math.max(0, distance) / Math.max(slope, speed / 10);
    if (best && best.significance >= significance) continue;
    best = {
      p10: lifeAt(speed + P10_ERRORS * line.error),
      p50: lifeAt(speed),
      p90: lifeAt(speed - P10_ERRORS * line.error),
      signal,
      slope: line.slope,
      limit,
      significance,
    };
  }
  return best;
}

interface Line {
  readonly slope: number;
  readonly error: number;
  /** The level of the last block. */
  readonly end: number;
}

/** Fits a line to all rows and to the last ones, and returns the most significant. */
function clearestLine(rows: LifeRows, signal: number): Line | undefined {
  const lines = RECENT_SHARES.map((share) => fitLine(rows.slice(-Math.ceil(share * rows.length)), signal));
  return lines
    .filter((line) => line !== undefined)
    .reduce<Line | undefined>(
      (best, line) =>
        best && Math.abs(best.slope) * line.error >= Math.abs(line.slope) * best.error ? best : line,
      undefined,
    );
}

function fitLine(rows: LifeRows, signal: number): Line | undefined {
  if (rows.length < MIN_ROWS) return undefined;
  const points: { x: number; y: number }[] = [];
  for (let block = 0; block < BLOCKS; block += 1) {
    const from = Math.floor((block * rows.length) / BLOCKS);
    const to = Math.floor(((block + 1) * rows.length) / BLOCKS);
    const values = rows
      .slice(from, to)
      .map((row) => row[signal])
      .filter((value): value is number => typeof value === 'number');
    if (values.length > 0) points.push({ x: (from + to - 1) / 2, y: medianOf(values) });
  }
  if (points.length < BLOCKS / 2) return undefined;
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const residual = points.reduce((sum, { x, y }) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  return { slope, error: Math.sqrt(residual / (points.length - 2) / spread), end: points.at(-1)!.y };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
