import type { FindingCode } from './finding.js';

/** Rows that a value must repeat, as a multiple of the longest earlier run, before the sensor counts as stuck. */
const STUCK_FACTOR = 8;
const MIN_STUCK_ROWS = 60;
/**
 * Ratio of a step to the typical step. A larger step that reverses within `SPIKE_ROWS` is a spike of the sensor and not
 * a change of the machine.
 */
const JUMP_FACTOR = 40;
const SPIKE_ROWS = 3;
const NOISE_RATE = 0.02;
const HISTORY_RATE = 0.001;
/** Ratio of recent to usual noise, or its inverse, that counts as changed. */
const NOISE_FACTOR = 6;
const NOISE_ROWS = 120;
const MIN_HISTORY_ROWS = 120;
/** Values that converters and gateways send instead of a measurement. */
const SENTINELS: ReadonlySet<number> = new Set([
  -9999, 9999, -32_768, 32_767, 65_535, -999, 999, 99_999, -99_999,
]);
/** Minimum distance from the last plausible value, in typical steps, at which a sentinel value isn't a measurement. */
const SENTINEL_FACTOR = 20;

/** Checks a sensor itself. A fault found here suppresses findings about the machine on this signal. */
export class SensorCheck {
  private previous = NaN;
  private run = 0;
  private longestRun = 0;
  private typicalStep = 0;
  private recentStep = 0;
  private rows = 0;
  private jumpFrom = NaN;
  private jumpAge = 0;
  private noisyRows = 0;

  /**
   * Checks the next value.
   * @returns the fault that this row shows; undefined if there is none
   */
  add(value: number): FindingCode | undefined {
    this.rows += 1;
    if (Number.isNaN(this.previous)) {
      this.previous = value;
      return undefined;
    }
    const step = Math.abs(value - this.previous);
    const known = this.rows > MIN_HISTORY_ROWS && this.typicalStep > 0;
    if (known && SENTINELS.has(value) && step > SENTINEL_FACTOR * this.typicalStep)
      return 'sensor_out_of_range';
    const jumped = this.checkJump(value, step, known);
    const isStuck = this.checkStuck(step, known);
    const noiseChanged = this.checkNoise(step, known);
    this.previous = value;
    if (jumped) return 'sensor_jump';
    if (isStuck) return 'sensor_stuck';
    return noiseChanged ? 'sensor_noise_changed' : undefined;
  }

  reset(): void {
    this.rows = 0;
    this.longestRun = 0;
    this.typicalStep = 0;
    this.resume();
  }

  resume(): void {
    this.previous = NaN;
    this.run = 0;
    this.jumpFrom = NaN;
    this.noisyRows = 0;
    this.recentStep = this.typicalStep;
  }

  /** Size of the state in bytes. */
  get bytes(): number {
    return 9 * 8;
  }

  private checkJump(value: number, step: number, known: boolean): boolean {
    if (!Number.isNaN(this.jumpFrom)) {
      this.jumpAge += 1;
      const isBack = Math.abs(value - this.jumpFrom) < (JUMP_FACTOR / 4) * this.typicalStep;
      if (isBack || this.jumpAge > SPIKE_ROWS) this.jumpFrom = NaN;
      return isBack;
    }
    if (known && step > JUMP_FACTOR * this.typicalStep) {
      this.jumpFrom = this.previous;
      this.jumpAge = 0;
    }
    return false;
  }

  private checkStuck(step: number, known: boolean): boolean {
    if (step > 0) {
      if (this.run < MIN_STUCK_ROWS || this.run < STUCK_FACTOR * this.longestRun) {
        this.longestRun = Math.max(this.longestRun, this.run);
      }
      this.run = 0;
      return false;
    }
    this.run += 1;
    return known && this.run >= Math.max(MIN_STUCK_ROWS, STUCK_FACTOR * this.longestRun);
  }

  private checkNoise(step: number, known: boolean): boolean {
    const clipped = known ? Math.min(step, JUMP_FACTOR * this.typicalStep) : step;
    this.recentStep += Math.max(NOISE_RATE, 1 / this.rows) * (clipped - this.recentStep);
    const ratio = this.typicalStep > 0 ? this.recentStep / this.typicalStep : 1;
    const isNoisy =
      known && this.rows > 4 * MIN_HISTORY_ROWS && (ratio > NOISE_FACTOR || ratio < 1 / NOISE_FACTOR);
    this.noisyRows = isNoisy ? this.noisyRows + 1 : 0;
    // The usual noise is frozen while the noise is unusual, so that the noise of a fault isn't learned as usual.
    if (!isNoisy) this.typicalStep += Math.max(HISTORY_RATE, 1 / this.rows) * (clipped - this.typicalStep);
    return this.noisyRows >= NOISE_ROWS;
  }
}
