import type { LifeRows } from './remaining-life.js';

/** Weights of a new row in the recent and the slow mean of a signal. */
const RECENT_RATE = 0.1;
const SLOW_RATE = 0.02;
/** Rows over which the slope is measured. */
const SLOPE_ROWS = 50;
const SMALL = 1e-9;

/** Mean and deviation of the signals that change at all. */
export interface SignalScale {
  readonly columns: readonly number[];
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** Measures the signals over all rows. Signals that never change are left out. */
export function scaleOf(units: readonly LifeRows[], signals: number): SignalScale {
  const counts = new Float64Array(signals);
  const means = new Float64Array(signals);
  const squares = new Float64Array(signals);
  for (const rows of units) {
    for (const row of rows) {
      for (let column = 0; column < signals; column += 1) {
        const value = row[column];
        if (value === null || value === undefined) continue;
        counts[column]! += 1;
        const difference = value - means[column]!;
        means[column]! += difference / counts[column]!;
        squares[column]! += difference * (value - means[column]!);
      }
    }
  }
  const deviationOf = (column: number) => Math.sqrt(squares[column]! / Math.max(1, counts[column]!));
  const columns = [...means.keys()].filter(
    (column) => deviationOf(column) > SMALL * Math.max(1, Math.abs(means[column]!)),
  );
  return {
    columns,
    means: Float64Array.from(columns, (column) => means[column]!),
    deviations: Float64Array.from(columns, deviationOf),
  };
}

/** The smoothed rows of a unit, from which features of any row can be taken without looking ahead. */
export class SmoothedUnit {
  readonly length: number;
  private readonly recent: Float64Array[] = [];
  private readonly slow: Float64Array[] = [];

  constructor(rows: LifeRows, { columns, means, deviations }: SignalScale) {
    this.length = rows.length;
    const last = new Float64Array(columns.length);
    for (const [index, row] of rows.entries()) {
      for (const [position, column] of columns.entries()) {
        const value = row[column];
        // A missing value repeats the last one, and is the mean at the start.
        if (value !== null && value !== undefined) {
          last[position] = (value - means[position]!) / deviations[position]!;
        }
      }
      this.recent.push(smooth(this.recent[index - 1], last, Math.max(RECENT_RATE, 1 / (index + 1))));
      this.slow.push(smooth(this.slow[index - 1], last, Math.max(SLOW_RATE, 1 / (index + 1))));
    }
  }

  /** Returns the recent means, their change over the slope rows, and the slow means. */
  features(row: number): Float64Array {
    const recent = this.recent[row]!;
    const before = this.recent[Math.max(0, row - SLOPE_ROWS)]!;
    const slow = this.slow[row]!;
    const size = recent.length;
    const features = new Float64Array(3 * size);
    for (let signal = 0; signal < size; signal += 1) {
      features[signal] = recent[signal]!;
      features[size + signal] = recent[signal]! - before[signal]!;
      features[2 * size + signal] = slow[signal]!;
    }
    return features;
  }
}

function smooth(before: Float64Array | undefined, now: Float64Array, rate: number): Float64Array {
  if (!before) return Float64Array.from(now);
  return before.map((value, signal) => value + rate * (now[signal]! - value));
}
