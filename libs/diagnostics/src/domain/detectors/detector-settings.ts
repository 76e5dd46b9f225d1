/** Settings of all detectors. The same defaults apply to every machine and file. */
export interface DetectorSettings {
  /** Rows of the healthy state that are learned when the request doesn't state which rows are healthy. */
  readonly learnRows: number;
  /** Weight of a new row in the smoothed value of a signal. */
  readonly smoothing: number;
  /** Ratio to the healthy limit at which the machine counts as abnormal. */
  readonly onRatio: number;
  /** Ratio to the healthy limit below which the machine counts as normal again. */
  readonly offRatio: number;
  /** Consecutive rows below `offRatio` that end an abnormal state. */
  readonly offRows: number;
  /** Number of rows after a finding on a single signal in which the signal gets no other finding. */
  readonly holdOffRows: number;
  /** Distance from the signal's own history, in standard deviations, that raises a finding. */
  readonly unusualAt: number;
  /** Maximum number of findings per machine and week. Findings of sensor faults are not counted. */
  readonly findingsPerWeek: number;
}

export const DEFAULT_DETECTOR_SETTINGS: DetectorSettings = {
  learnRows: 400,
  smoothing: 0.15,
  onRatio: 3,
  offRatio: 1.5,
  offRows: 15,
  holdOffRows: 120,
  unusualAt: 2.2,
  findingsPerWeek: 20,
};

/** Bounds of each setting, inclusive. Every combination within them is valid, except `offRatio` above `onRatio`. */
export const DETECTOR_SETTING_BOUNDS: Readonly<Record<keyof DetectorSettings, readonly [number, number]>> = {
  learnRows: [50, 100_000],
  smoothing: [0.001, 1],
  onRatio: [1, 1000],
  offRatio: [0.1, 1000],
  offRows: [1, 10_000],
  holdOffRows: [0, 100_000],
  unusualAt: [0.5, 100],
  findingsPerWeek: [1, 10_000],
};
