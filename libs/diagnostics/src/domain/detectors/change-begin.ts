/**
 * Distance of a signal from its healthy level, as a multiple of the healthy limit, that does not count towards a
 * change.
 */
const SLACK = 0.5;
/** Sum of the distances beyond the slack at which a change is certain. */
const CERTAIN = 60;

/**
 * Two-sided cumulative sums of the signals of a machine. They find slow changes, and estimate when a change began: at
 * the first row after the sum was last 0 (Page 1954).
 */
export class ChangeBegin {
  private readonly up: Float64Array;
  private readonly down: Float64Array;
  private readonly upSince: Float64Array;
  private readonly downSince: Float64Array;

  constructor(size: number) {
    this.up = new Float64Array(size);
    this.down = new Float64Array(size);
    this.upSince = new Float64Array(size).fill(NaN);
    this.downSince = new Float64Array(size).fill(NaN);
  }

  /**
   * Adds the distance of a signal from its healthy level, as a multiple of the healthy limit. @returns whether a change
   * is certain
   */
  add(signal: number, distance: number, at: number): boolean {
    const up = Math.min(2 * CERTAIN, Math.max(0, this.up[signal]! + distance - SLACK));
    const down = Math.min(2 * CERTAIN, Math.max(0, this.down[signal]! - distance - SLACK));
    if (up === 0) this.upSince[signal] = NaN;
    else if (this.up[signal] === 0) this.upSince[signal] = at;
    if (down === 0) this.downSince[signal] = NaN;
    else if (this.down[signal] === 0) this.downSince[signal] = at;
    this.up[signal] = up;
    this.down[signal] = down;
    return up >= CERTAIN || down >= CERTAIN;
  }

  /** Returns the estimated beginning of the signal's change, or `otherwise` if it hasn't changed. */
  beginOf(signal: number, otherwise: number): number {
    const since = this.up[signal]! >= this.down[signal]! ? this.upSince[signal]! : this.downSince[signal]!;
    return Number.isNaN(since) ? otherwise : Math.min(since, otherwise);
  }

  reset(signal: number): void {
    this.up[signal] = 0;
    this.down[signal] = 0;
    this.upSince[signal] = NaN;
    this.downSince[signal] = NaN;
  }

  get bytes(): number {
    return 4 * this.up.byteLength;
  }
}
