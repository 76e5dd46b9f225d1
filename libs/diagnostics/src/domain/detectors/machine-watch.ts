import { ChangeBegin } from './change-begin.js';
import type { DetectorSettings } from './detector-settings.js';
import type { ContributingSignal, Finding } from './finding.js';
import type { FindingLog } from './finding-log.js';
import { HealthyLearner } from './healthy-learner.js';
import { type HealthyModel, measure, type Statistics } from './healthy-model.js';

/** Weight of Q and T² relative to the largest distance of a single signal. */
const PLANE_WEIGHT = 0.3;
/** Rate at which the healthy level follows slow changes while the machine is healthy. */
const FOLLOW_RATE = 0.0005;
/** A finding with one signal of at least this share is a change of that signal. */
const SINGLE_SHARE = 0.8;
const MAX_SIGNALS = 3;
const MIN_SHARE = 0.05;

/**
 * All signals of a machine together, compared with its learned healthy state: Q, T² and the largest distance of the
 * smoothed signals, with hysteresis. The healthy state is frozen while the machine is abnormal.
 */
export class MachineWatch {
  /** Ratio of the statistics to their healthy limits; 0 until learned. */
  index = 0;
  isAbnormal = false;
  private learner: HealthyLearner | undefined;
  private model: HealthyModel | undefined;
  private readonly last: Float64Array;
  private readonly smoothed: Float64Array;
  private readonly distance: Float64Array;
  private readonly statistics: Statistics = { largest: 0, q: 0, t2: 0 };
  private readonly changes: ChangeBegin;
  private finding: Finding | undefined;
  private drift: { readonly signal: number; readonly finding: Finding } | undefined;
  private quietRows = 0;

  constructor(
    private readonly keys: readonly string[],
    private readonly settings: DetectorSettings,
    private readonly log: FindingLog,
  ) {
    this.last = new Float64Array(keys.length).fill(NaN);
    this.smoothed = new Float64Array(keys.length).fill(NaN);
    this.distance = new Float64Array(keys.length);
    this.changes = new ChangeBegin(keys.length);
    this.startLearning();
  }

  /**
   * Whether the machine is abnormal, even if no finding could be logged. An abnormal machine explains unusual signals.
   */
  get isExplained(): boolean {
    return this.isAbnormal;
  }

  /**
   * Adds a row.
   * @param values NaN for a missing value
   * @param at ms since the epoch
   * @param isDead whether the sensor of a signal measures nothing
   */
  add(values: Float64Array, at: number, isDead: (signal: number) => boolean): void {
    const { smoothing } = this.settings;
    let isComplete = true;
    for (let signal = 0; signal < values.length; signal += 1) {
      const value = values[signal]!;
      if (!Number.isNaN(value)) {
        this.last[signal] = value;
        const before = this.smoothed[signal]!;
        this.smoothed[signal] = Number.isNaN(before) ? value : before + smoothing * (value - before);
      } else if (Number.isNaN(this.last[signal]!)) {
        isComplete = false;
      }
    }
    if (!isComplete) return;
    if (this.model) this.compare(this.model, at, isDead);
    else this.learn();
  }

  /** Learns the healthy state again, after a change of the machine. */
  reset(at: number): void {
    this.close(at);
    this.closeDrift(at);
    this.model = undefined;
    this.isAbnormal = false;
    this.index = 0;
    this.startLearning();
    this.resume();
  }

  /** Forgets the last rows, but not the healthy state, after an outage. */
  resume(): void {
    this.smoothed.fill(NaN);
    this.last.fill(NaN);
    this.forgetChanges();
  }

  /** Size of the state in bytes. */
  get bytes(): number {
    const size = this.keys.length;
    const model = this.model ? 8 * (3 * size + (this.model.components.length + 1) * (size + 1)) : 0;
    return model + (this.learner?.bytes ?? 0) + 3 * this.last.byteLength + this.changes.bytes + 8 * 8;
  }

  private forgetChanges(): void {
    for (let signal = 0; signal < this.keys.length; signal += 1) this.changes.reset(signal);
  }

  private startLearning(): void {
    this.learner = new HealthyLearner(this.keys.length, this.settings.learnRows, this.settings.smoothing);
  }

  private learn(): void {
    this.model = this.learner?.add(this.last, this.smoothed);
    if (this.model) this.learner = undefined;
  }

  private compare(model: HealthyModel, at: number, isDead: (signal: number) => boolean): void {
    const { centers, scales, weights, limits } = model;
    const { onRatio, offRatio, offRows } = this.settings;
    const limit = Math.sqrt(limits.largest);
    let drifting = -1;
    for (let signal = 0; signal < this.distance.length; signal += 1) {
      const isUsed = !isDead(signal);
      const distance = isUsed
        ? (weights[signal]! * (this.smoothed[signal]! - centers[signal]!)) / scales[signal]!
        : 0;
      this.distance[signal] = distance;
      if (isUsed && this.changes.add(signal, distance / limit, at) && drifting < 0) drifting = signal;
    }
    const { largest, q, t2 } = measure(
      this.distance,
      model.components,
      model.componentVariances,
      this.statistics,
    );
    const index = Math.max(
      largest / limits.largest,
      (PLANE_WEIGHT * q) / limits.q,
      (PLANE_WEIGHT * t2) / limits.t2,
    );
    this.index = index;
    if (!this.isAbnormal) {
      if (index >= onRatio) {
        this.isAbnormal = true;
        this.quietRows = 0;
        this.raise(model, at);
      } else if (index < offRatio) {
        this.follow(centers);
      }
    } else {
      this.quietRows = index < offRatio ? this.quietRows + 1 : 0;
      if (this.quietRows >= offRows) {
        this.isAbnormal = false;
        this.close(at);
        this.forgetChanges();
        drifting = -1;
      }
    }
    this.watchDrift(model, drifting, at);
  }

  private follow(centers: Float64Array): void {
    for (let signal = 0; signal < centers.length; signal += 1) {
      centers[signal]! += FOLLOW_RATE * (this.smoothed[signal]! - centers[signal]!);
    }
  }

  private raise(model: HealthyModel, at: number): void {
    const signals = this.contributions(model);
    const first = signals[0];
    if (!first || this.drift?.signal === this.keys.indexOf(first.key)) return;
    const isSingle = first.share >= SINGLE_SHARE;
    this.finding = this.log.open({
      from: at,
      began: Math.min(...signals.map(({ key }) => this.changes.beginOf(this.keys.indexOf(key), at))),
      to: null,
      kind: isSingle ? 'change' : 'multivariate',
      code: isSingle ? 'level_changed' : 'signals_disagree',
      signals,
      params: { ratio: Math.round(this.index * 10) / 10 },
    });
  }

  /** Logs a finding for a slow change while the machine is not abnormal, and closes it when the change is over. */
  private watchDrift(model: HealthyModel, drifting: number, at: number): void {
    if (drifting < 0) {
      if (this.drift) this.closeDrift(at);
    } else if (!this.isAbnormal && !this.drift) {
      const finding = this.log.open({
        from: at,
        began: this.changes.beginOf(drifting, at),
        to: null,
        kind: 'drift',
        code: 'level_drifting',
        signals: [this.contribution(model, drifting, 1)],
        params: { ratio: Math.round(this.index * 10) / 10 },
      });
      if (finding) this.drift = { signal: drifting, finding };
    }
  }

  private contributions(model: HealthyModel): ContributingSignal[] {
    let total = 0;
    for (const distance of this.distance) total += distance * distance;
    return [...this.distance.keys()]
      .map((signal) => ({ signal, share: total > 0 ? this.distance[signal]! ** 2 / total : 0 }))
      .filter(({ share }) => share >= MIN_SHARE)
      .sort((a, b) => b.share - a.share || a.signal - b.signal)
      .slice(0, MAX_SIGNALS)
      .map(({ signal, share }) => this.contribution(model, signal, share));
  }

  private contribution(model: HealthyModel, signal: number, share: number): ContributingSignal {
    const expected = model.centers[signal]!;
    const observed = this.smoothed[signal]!;
    return {
      key: this.keys[signal]!,
      share,
      direction: observed < expected ? 'down' : 'up',
      expected,
      observed,
    };
  }

  private close(at: number): void {
    if (this.finding) this.finding.to = at;
    this.finding = undefined;
  }

  private closeDrift(at: number): void {
    if (this.drift) this.drift.finding.to = at;
    this.drift = undefined;
  }
}
