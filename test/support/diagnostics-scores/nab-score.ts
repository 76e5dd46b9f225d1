/** Weights of a detected window, a missed window and a false detection, by the profiles of the NAB scoreboard. */
export const NAB_PROFILES = {
  standard: { detected: 1, missed: 1, false: 0.11 },
  lowFalsePositives: { detected: 1, missed: 1, false: 0.22 },
  lowFalseNegatives: { detected: 1, missed: 2, false: 0.11 },
} as const;

export type NabProfile = keyof typeof NAB_PROFILES;

/** A series of the Numenta Anomaly Benchmark with its windows as first and last row. */
export interface NabSeries {
  readonly name: string;
  readonly times: readonly string[];
  readonly values: readonly number[];
  readonly windows: readonly (readonly [number, number])[];
}

interface ScoredRow {
  readonly score: number;
  /** Index of the window among all series; -1 outside. */
  readonly window: number;
  readonly value: number;
}

/** Rows at the start of a series that aren't scored, as in NAB's `getProbationPeriod`. */
export const probationRows = (rows: number): number => Math.floor(Math.min(0.15 * rows, 750));

const sigmoid = (position: number): number => (position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1);

/**
 * Scores detections with NAB's sweep (`nab/sweeper.py`): one threshold for all series, chosen for the best score, on a
 * scale where no detection is 0 and a perfect detector is 100.
 * @param scores of each row of each series
 */
export function nabScore(
  all: readonly NabSeries[],
  scores: readonly (readonly number[])[],
  profile: NabProfile = 'standard',
): number {
  const weights = NAB_PROFILES[profile];
  const windows = all.reduce((sum, series) => sum + series.windows.length, 0);
  const rows = rowsOf(all, scores);
  const best = new Map<number, number>();
  const nothing = -weights.missed * windows;
  let raw = nothing;
  let highest = nothing;
  for (const [index, { score, window, value }] of rows.entries()) {
    if (window < 0) {
      raw += weights.false * value;
    } else {
      const before = best.get(window) ?? -weights.missed;
      const now = weights.detected * value;
      if (!best.has(window) || now > before) {
        raw += now - before;
        best.set(window, now);
      }
    }
    // Rows with the same score are detected together.
    if (rows[index + 1]?.score !== score) highest = Math.max(highest, raw);
  }
  return (100 * (highest - nothing)) / (weights.detected * windows - nothing);
}

function rowsOf(all: readonly NabSeries[], scores: readonly (readonly number[])[]): ScoredRow[] {
  const rows: ScoredRow[] = [];
  let firstWindow = 0;
  for (const [index, series] of all.entries()) {
    const scored = valuesOf(series);
    for (let row = probationRows(series.values.length); row < series.values.length; row += 1) {
      const { window, value } = scored[row]!;
      rows.push({ score: scores[index]![row]!, window: window < 0 ? -1 : firstWindow + window, value });
    }
    firstWindow += series.windows.length;
  }
  return rows.sort((a, b) => b.score - a.score);
}

/**
 * Returns the value of a detection in each row: a detection early in a window is worth most, and a detection long after
 * a window costs most.
 */
function valuesOf({ values, windows }: NabSeries): { readonly window: number; readonly value: number }[] {
  let last = -1;
  return values.map((_, row) => {
    const window = windows.findIndex(([first, end]) => first <= row && row <= end);
    if (window >= 0) {
      last = window;
      const [first, end] = windows[window]!;
      return { window, value: sigmoid(-(end - row + 1) / (end - first + 1)) / sigmoid(-1) };
    }
    if (last < 0) return { window, value: -1 };
    const [first, end] = windows[last]!;
    return { window, value: sigmoid((row - end) / (end - first)) };
  });
}
