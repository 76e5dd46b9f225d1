import type { DetectorSettings } from './detector-settings.js';
import type { DetectedSignal, DetectorEvent, Finding } from './finding.js';
import { FindingLog } from './finding-log.js';
import { MachineWatch } from './machine-watch.js';
import { SeriesWatch } from './series-watch.js';

/** Result of a row. Both fields depend only on this row and earlier ones. */
export interface DetectedRow {
  /** 0 to 1. A finding is raised at 0.5. */
  score: number;
  /** 1 while the machine is abnormal. */
  state: 0 | 1;
}

/**
 * All detectors of a machine, fed row by row. The size of its state depends only on the number of signals.
 *
 * Signals of kind `state` aren't measured. A counter is measured by its increase per row; a decrease is a reset, and that
 * row has no value.
 */
export class MachineDetector {
  private readonly log: FindingLog;
  private readonly columns: readonly number[];
  private readonly keys: readonly string[];
  private readonly isCounter: readonly boolean[];
  private readonly values: Float64Array;
  private readonly counters: Float64Array;
  private readonly series: readonly SeriesWatch[];
  private readonly machine: MachineWatch | undefined;
  private readonly onRatio: number;
  private readonly row: DetectedRow = { score: 0, state: 0 };
  private readonly isDead = (signal: number): boolean => this.series[signal]!.isDead;

  /**
   * @param knowsHealthyRows whether the first `settings.learnRows` rows are known to be healthy. Otherwise, a machine
   *   with several signals still learns from them, but a single signal is compared only with its own history.
   */
  constructor(signals: readonly DetectedSignal[], settings: DetectorSettings, knowsHealthyRows: boolean) {
    this.onRatio = settings.onRatio;
    this.log = new FindingLog(settings.findingsPerWeek);
    this.columns = [...signals.keys()].filter((column) => signals[column]!.kind !== 'state');
    this.keys = this.columns.map((column) => signals[column]!.key);
    this.isCounter = this.columns.map((column) => signals[column]!.kind === 'counter');
    this.values = new Float64Array(this.columns.length);
    this.counters = new Float64Array(this.columns.length).fill(NaN);
    this.series = this.keys.map((key) => new SeriesWatch(key, settings, this.log));
    const isCompared = this.keys.length > 1 || (knowsHealthyRows && this.keys.length === 1);
    this.machine = isCompared ? new MachineWatch(this.keys, settings, this.log) : undefined;
  }

  /** The findings about the processed rows, in the order in which they were raised. */
  get findings(): readonly Finding[] {
    return this.log.all;
  }

  /**
   * Adds the next row.
   * @param row a number or null for each signal
   * @param at ms since the epoch
   * @returns the same object for every row
   */
  add(row: ArrayLike<number | null>, at: number): DetectedRow {
    const { values, series, machine } = this;
    for (let signal = 0; signal < values.length; signal += 1) {
      const value = row[this.columns[signal]!] ?? NaN;
      values[signal] = this.isCounter[signal] ? this.increaseOf(signal, value) : value;
    }
    machine?.add(values, at, this.isDead);
    const isExplained = machine?.isExplained ?? false;
    let score = machine ? machine.index / (machine.index + this.onRatio) : 0;
    let isUnusual = false;
    for (let signal = 0; signal < values.length; signal += 1) {
      const value = values[signal]!;
      const watch = series[signal]!;
      if (!Number.isNaN(value)) score = Math.max(score, watch.add(value, at, isExplained));
      isUnusual ||= watch.isUnusual;
    }
    this.row.score = score;
    this.row.state = (machine ? machine.isAbnormal : isUnusual) ? 1 : 0;
    return this.row;
  }

  /**
   * Applies an event before the next row. After an outage, only the last rows are forgotten. After a service, a part
   * change or new firmware, which can scale signals differently, the history of the affected signals is forgotten too.
   */
  apply(event: DetectorEvent): void {
    this.counters.fill(NaN);
    if (event.type === 'outage') {
      for (const watch of this.series) watch.resume();
      this.machine?.resume();
      return;
    }
    const isAffected = (key: string) => event.signals.length === 0 || event.signals.includes(key);
    for (const [index, watch] of this.series.entries()) {
      if (isAffected(this.keys[index]!)) watch.reset(event.at);
    }
    if (this.keys.some(isAffected)) this.machine?.reset(event.at);
  }

  /** Size of the state in bytes, without findings. */
  get bytes(): number {
    const series = this.series.reduce((sum, watch) => sum + watch.bytes, 0);
    return series + (this.machine?.bytes ?? 0) + this.log.bytes + 2 * this.values.byteLength;
  }

  private increaseOf(signal: number, value: number): number {
    if (Number.isNaN(value)) return NaN;
    const before = this.counters[signal]!;
    this.counters[signal] = value;
    return value >= before ? value - before : NaN;
  }
}
