import type { DetectorSettings } from './detector-settings.js';
import type { Finding, FindingCode, FindingKind } from './finding.js';
import type { FindingLog } from './finding-log.js';
import { SensorCheck } from './sensor-check.js';
import { SeriesScorer, type UnusualIn } from './series-scorer.js';

const UNUSUAL: Readonly<Record<UnusualIn, { readonly kind: FindingKind; readonly code: FindingCode }>> = {
  level: { kind: 'change', code: 'level_unusual' },
  noise: { kind: 'change', code: 'noise_unusual' },
  profile: { kind: 'profile', code: 'unusual_for_time_of_day' },
};
/** Share of a finding's threshold below which a row counts as usual again. */
const QUIET_SHARE = 0.5;

/** One signal of a machine: its sensor faults, and its score against its own history with hold-off. */
export class SeriesWatch {
  private readonly scorer = new SeriesScorer();
  private readonly sensor = new SensorCheck();
  private sensorFinding: Finding | undefined;
  private unusualFinding: Finding | undefined;
  private beganAt = NaN;
  private quietRows = 0;
  private rowsSinceFault = Infinity;
  private rowsSinceAlarm = Infinity;

  constructor(
    private readonly key: string,
    private readonly settings: DetectorSettings,
    private readonly log: FindingLog,
  ) {}

  /** Whether the sensor is faulty, so that its values provide no information about the machine. */
  get isFaulty(): boolean {
    return this.sensorFinding !== undefined;
  }

  /** Whether the sensor measures nothing. A jump or a change of noise can also be a fault of the machine. */
  get isDead(): boolean {
    const code = this.sensorFinding?.code;
    return code === 'sensor_stuck' || code === 'sensor_out_of_range';
  }

  /** Whether the signal is unusual in its own history, with an open finding. */
  get isUnusual(): boolean {
    return this.unusualFinding !== undefined;
  }

  /**
   * Adds a value.
   * @param at ms since the epoch
   * @param isExplained whether the machine is abnormal, which already explains unusual signals
   * @returns the score, 0 to 1; 0.5 raises a finding
   */
  add(value: number, at: number, isExplained: boolean): number {
    this.checkSensor(value, at);
    const score = this.scorer.add(value, at / 1000);
    this.rowsSinceAlarm += 1;
    const { unusualAt, holdOffRows, offRows } = this.settings;
    if (score < QUIET_SHARE * unusualAt) {
      this.quietRows += 1;
      this.beganAt = NaN;
      if (this.unusualFinding && this.quietRows >= offRows) this.close(at);
    } else {
      this.quietRows = 0;
      if (Number.isNaN(this.beganAt)) this.beganAt = at;
    }
    if (this.rowsSinceAlarm < holdOffRows) return 0;
    if (score >= unusualAt) {
      this.rowsSinceAlarm = 0;
      if (!this.isFaulty && !isExplained && !this.unusualFinding) this.raise(value, at, score);
    }
    return score / (score + unusualAt);
  }

  reset(at: number): void {
    this.close(at);
    this.closeSensor(at);
    this.scorer.reset();
    this.sensor.reset();
  }

  resume(): void {
    this.scorer.resume();
    this.sensor.resume();
  }

  get bytes(): number {
    return this.scorer.bytes + this.sensor.bytes + 5 * 8;
  }

  private checkSensor(value: number, at: number): void {
    const fault = this.sensor.add(value);
    this.rowsSinceFault = fault ? 0 : this.rowsSinceFault + 1;
    if (fault && !this.sensorFinding) {
      const { expected } = this.scorer;
      this.sensorFinding = this.log.open({
        from: at,
        began: at,
        to: null,
        kind: 'sensor',
        code: fault,
        signals: [
          { key: this.key, share: 1, direction: value < expected ? 'down' : 'up', expected, observed: value },
        ],
        params: {},
      });
    } else if (!fault && this.rowsSinceFault >= this.settings.holdOffRows) {
      this.closeSensor(at);
    }
  }

  private raise(value: number, at: number, score: number): void {
    const { unusualIn, direction, expected } = this.scorer;
    this.unusualFinding = this.log.open({
      from: at,
      began: Number.isNaN(this.beganAt) ? at : this.beganAt,
      to: null,
      ...UNUSUAL[unusualIn],
      signals: [{ key: this.key, share: 1, direction, expected, observed: value }],
      params: { deviations: Math.round(score * 10) / 10 },
    });
  }

  private close(at: number): void {
    if (this.unusualFinding) this.unusualFinding.to = at;
    this.unusualFinding = undefined;
  }

  private closeSensor(at: number): void {
    if (this.sensorFinding) this.sensorFinding.to = at;
    this.sensorFinding = undefined;
  }
}
