import { type HealthyModel, learnHealthyModel } from './healthy-model.js';

/**
 * Maximum number of smoothed rows that are kept while learning. Beyond this number, every second row is dropped and the
 * stride doubles.
 */
const MAX_KEPT_ROWS = 400;
/** Number of rows at the start of the smoothing that still depend on the value of the first row. */
const SETTLING_ROWS = 20;
const MIN_LEARN_ROWS = 40;

/** Collects smoothed rows of the healthy state with a fixed amount of memory. */
export class HealthyLearner {
  private kept: Float32Array;
  private keptRows = 0;
  private stride = 1;
  private rows = 0;
  private readonly offsets: Float64Array;
  private readonly sums: Float64Array;
  private readonly squares: Float64Array;
  private readonly stepSquares: Float64Array;
  private readonly previous: Float64Array;

  constructor(
    private readonly size: number,
    private readonly learnRows: number,
    private readonly smoothing: number,
  ) {
    this.kept = new Float32Array(size * MAX_KEPT_ROWS);
    this.offsets = new Float64Array(size).fill(NaN);
    this.sums = new Float64Array(size);
    this.squares = new Float64Array(size);
    this.stepSquares = new Float64Array(size);
    this.previous = new Float64Array(size);
  }

  /**
   * Adds a row of the healthy state.
   * @returns the model after the last of the rows to learn, else undefined
   */
  add(values: Float64Array, smoothed: Float64Array): HealthyModel | undefined {
    for (let signal = 0; signal < this.size; signal += 1) {
      const value = values[signal]!;
      if (Number.isNaN(this.offsets[signal]!)) {
        this.offsets[signal] = value;
        this.previous[signal] = value;
      }
      const fromOffset = value - this.offsets[signal]!;
      this.sums[signal]! += fromOffset;
      this.squares[signal]! += fromOffset * fromOffset;
      this.stepSquares[signal]! += (value - this.previous[signal]!) ** 2;
      this.previous[signal] = value;
    }
    if (this.rows >= Math.min(SETTLING_ROWS, this.learnRows >> 1) && this.rows % this.stride === 0) {
      this.keep(smoothed);
    }
    this.rows += 1;
    return this.rows < Math.max(MIN_LEARN_ROWS, this.learnRows) ? undefined : this.learn();
  }

  /** Size of the state in bytes. */
  get bytes(): number {
    return this.kept.byteLength + 5 * this.sums.byteLength;
  }

  /** Keeps differences from the first value, because single precision is too coarse for a small change of a large value. */
  private keep(smoothed: Float64Array): void {
    if (this.keptRows === MAX_KEPT_ROWS) {
      this.keptRows = MAX_KEPT_ROWS >> 1;
      this.stride *= 2;
      for (let row = 1; row < this.keptRows; row += 1) {
        this.kept.copyWithin(row * this.size, 2 * row * this.size, (2 * row + 1) * this.size);
      }
    }
    for (let signal = 0; signal < this.size; signal += 1) {
      this.kept[this.keptRows * this.size + signal] = smoothed[signal]! - this.offsets[signal]!;
    }
    this.keptRows += 1;
  }

  private learn(): HealthyModel {
    const signals = Array.from({ length: this.size }, (_, signal) => {
      const mean = this.sums[signal]! / this.rows;
      return {
        smoothed: Float64Array.from(
          { length: this.keptRows },
          (_value, row) => this.kept[row * this.size + signal]! + this.offsets[signal]!,
        ),
        variance: Math.max(0, this.squares[signal]! / this.rows - mean * mean),
        stepVariance: this.stepSquares[signal]! / 2 / Math.max(1, this.rows - 1),
      };
    });
    return learnHealthyModel(signals, this.smoothing, this.stride);
  }
}
