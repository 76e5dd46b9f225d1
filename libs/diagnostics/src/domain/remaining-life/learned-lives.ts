import { capOf, FIRST_ROW, fitLifeIndex, type LifeIndex } from './life-index.js';
import type { KnownUnit } from './remaining-life.js';

const FOLDS = 5;
const MAX_POINTS = 6000;

/** Index and true remaining life of a row of a unit that the index wasn't fitted on. */
export interface HeldOutPoint {
  readonly unit: number;
  readonly index: number;
  readonly life: number;
}

/** Index of a failed unit in each row, from an index that wasn't fitted on the unit. */
export interface HeldOutTrace {
  readonly unit: KnownUnit;
  readonly index: Float64Array;
}

export interface LearnedLives {
  readonly cap: number;
  readonly index: LifeIndex;
  readonly traces: readonly HeldOutTrace[];
  /** Sorted by life. */
  readonly points: readonly HeldOutPoint[];
  /** Share of the variance of the remaining life that the index explains in units that it wasn't fitted on. */
  readonly explained: number;
}

/** Fits the index on all units, and again without each fifth of the failures to measure its accuracy. */
export function learnLives(units: readonly KnownUnit[], signals: number): LearnedLives {
  const failures = units.filter(({ ended }) => ended === 'failure');
  const censored = units.filter(({ ended }) => ended !== 'failure');
  const cap = capOf(failures);
  const traces: HeldOutTrace[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const kept = failures.filter((_, position) => position % FOLDS !== fold);
    const index = fitLifeIndex([...kept, ...censored], signals, cap);
    for (const unit of failures.filter((_, position) => position % FOLDS === fold)) {
      traces.push({ unit, index: index.trace(unit.values) });
    }
  }
  const points = pointsOf(traces, cap);
  return { cap, index: fitLifeIndex(units, signals, cap), traces, points, explained: explainedBy(points) };
}

function pointsOf(traces: readonly HeldOutTrace[], cap: number): HeldOutPoint[] {
  const rows = traces.reduce((sum, { index }) => sum + index.length, 0);
  const step = Math.max(1, Math.ceil(rows / MAX_POINTS));
  const points: HeldOutPoint[] = [];
  for (const [unit, { index }] of traces.entries()) {
    for (let row = Math.min(FIRST_ROW, index.length - 1); row < index.length; row += step) {
      points.push({ unit, index: index[row]!, life: Math.min(cap, index.length - 1 - row) });
    }
  }
  return points.sort((a, b) => a.life - b.life);
}

function explainedBy(points: readonly HeldOutPoint[]): number {
  const mean = points.reduce((sum, { life }) => sum + life, 0) / Math.max(1, points.length);
  let unexplained = 0;
  let total = 0;
  for (const { index, life } of points) {
    unexplained += (index - life) ** 2;
    total += (life - mean) ** 2;
  }
  return total > 0 ? 1 - unexplained / total : 0;
}
