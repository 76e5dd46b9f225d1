import type { DetectorSettings } from './detector-settings.js';
import type { DetectedSignal, DetectorEvent, Finding } from './finding.js';
import { MachineDetector } from './machine-detector.js';

/** Readings of a machine in rows, with its signals and events. */
export interface DetectionInput {
  readonly signals: readonly DetectedSignal[];
  /**
   * ms since the epoch of each row. Rows are processed in the given order; times may repeat, or go back after a clock
   * change.
   */
  readonly times: ArrayLike<number>;
  /** One number or null per signal in each row. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Number of rows at the start that are known to be healthy; null if unknown. */
  readonly learnRows: number | null;
  readonly events: readonly DetectorEvent[];
  readonly settings: DetectorSettings;
}

export interface Detection {
  /** 0 to 1 for each row. */
  readonly scores: readonly number[];
  /** 0 or 1 for each row, as one string. */
  readonly states: string;
  readonly findings: readonly Finding[];
}

/** Runs all detectors over the rows. The result of a row depends only on rows and events up to it. */
export function detect(input: DetectionInput): Detection {
  const { signals, times, values, learnRows } = input;
  const settings = learnRows === null ? input.settings : { ...input.settings, learnRows };
  const detector = new MachineDetector(signals, settings, learnRows !== null);
  const events = [...input.events].sort((a, b) => a.at - b.at);
  const scores = new Array<number>(values.length);
  const states = new Array<string>(values.length);
  let nextEvent = 0;
  for (const [index, row] of values.entries()) {
    const at = times[index]!;
    while (nextEvent < events.length && events[nextEvent]!.at <= at) {
      detector.apply(events[nextEvent]!);
      nextEvent += 1;
    }
    const { score, state } = detector.add(row, at);
    scores[index] = score;
    states[index] = state === 1 ? '1' : '0';
  }
  return { scores, states: states.join(''), findings: detector.findings };
}
