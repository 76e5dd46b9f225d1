/** A file of the Skoltech Anomaly Benchmark. The first `SKAB_LEARN_ROWS` rows are healthy and aren't scored. */
export interface SkabFile {
  readonly name: string;
  /** Seconds since the epoch. */
  readonly times: readonly number[];
  readonly values: readonly (readonly number[])[];
  readonly anomalies: readonly number[];
  readonly changePoints: readonly number[];
}

export const SKAB_LEARN_ROWS = 400;
const WINDOW_SECONDS = 60;

export interface OutlierScore {
  readonly f1: number;
  readonly falseAlarmPercent: number;
  readonly missedPercent: number;
}

/** Scores states of rows with the counts of all files together, as `core/metrics.py` of the benchmark does. */
export function outlierScore(
  files: readonly SkabFile[],
  states: readonly (readonly number[])[],
): OutlierScore {
  const counts = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  for (const [index, { anomalies }] of files.entries()) {
    for (let row = SKAB_LEARN_ROWS; row < anomalies.length; row += 1) {
      const isFound = states[index]![row] === 1;
      const [positive, negative] =
        anomalies[row] === 1
          ? (['truePositives', 'falseNegatives'] as const)
          : (['falsePositives', 'trueNegatives'] as const);
      counts[isFound ? positive : negative] += 1;
    }
  }
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = counts;
  return {
    f1: truePositives / (truePositives + (falseNegatives + falsePositives) / 2),
    falseAlarmPercent: (100 * falsePositives) / (falsePositives + trueNegatives),
    missedPercent: (100 * falseNegatives) / (falseNegatives + truePositives),
  };
}

const CHANGE_PROFILES = {
  standard: { detected: 1, false: -0.11, missed: -1 },
  lowFalsePositives: { detected: 1, false: -0.22, missed: -1 },
  lowFalseNegatives: { detected: 1, false: -0.11, missed: -2 },
} as const;

export interface ChangePointScore {
  readonly standard: number;
  readonly lowFalsePositives: number;
  readonly lowFalseNegatives: number;
  readonly falseChanges: number;
  readonly missed: number;
  readonly total: number;
}

/**
 * Scores changes of the states as change points: only the first change within a minute after a true one counts, and all
 * changes outside of these windows are false.
 */
export function changePointScore(
  files: readonly SkabFile[],
  states: readonly (readonly number[])[],
): ChangePointScore {
  const found: { readonly position: number | undefined }[] = [];
  let falseChanges = 0;
  for (const [index, file] of files.entries()) {
    const windows = windowsOf(file);
    const hits = new Array<number | undefined>(windows.length).fill(undefined);
    for (let row = SKAB_LEARN_ROWS; row < file.times.length; row += 1) {
      const before = row === SKAB_LEARN_ROWS ? 0 : states[index]![row - 1];
      if (states[index]![row] === before) continue;
      const at = file.times[row]!;
      let isInside = false;
      for (const [window, [from, to]] of windows.entries()) {
        if (at < from || at > to) continue;
        isInside = true;
        hits[window] ??= (at - from) / (to - from);
      }
      if (!isInside) falseChanges += 1;
    }
    found.push(...hits.map((position) => ({ position })));
  }
  const scoreOf = (profile: keyof typeof CHANGE_PROFILES): number => {
    const weights = CHANGE_PROFILES[profile];
    const nothing = weights.missed * found.length;
    const raw = found.reduce(
      (sum, { position }) => sum + (position === undefined ? weights.missed : valueAt(position, weights)),
      weights.false * falseChanges,
    );
    return (100 * (raw - nothing)) / (weights.detected * found.length - nothing);
  };
  return {
    standard: scoreOf('standard'),
    lowFalsePositives: scoreOf('lowFalsePositives'),
    lowFalseNegatives: scoreOf('lowFalseNegatives'),
    falseChanges,
    missed: found.filter(({ position }) => position === undefined).length,
    total: found.length,
  };
}

function windowsOf({ times, changePoints }: SkabFile): [number, number][] {
  const windows: [number, number][] = [];
  for (let row = SKAB_LEARN_ROWS; row < times.length; row += 1) {
    if (changePoints[row] === 1) windows.push([times[row]!, times[row]! + WINDOW_SECONDS]);
  }
  for (let index = 0; index + 1 < windows.length; index += 1) {
    windows[index]![1] = Math.min(windows[index]![1], windows[index + 1]![0]);
  }
  return windows;
}

function valueAt(position: number, weights: { readonly detected: number; readonly false: number }): number {
  const x = position * Math.PI - Math.PI / 2;
  const half = (weights.detected - weights.false) / 2;
  return half * (-Math.tanh(x) / Math.tanh(Math.PI / 2)) + half + weights.false;
}
