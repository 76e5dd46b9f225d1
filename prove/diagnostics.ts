import { performance } from 'node:perf_hooks';
import { DEFAULT_DETECTOR_SETTINGS, MachineDetector } from '#diagnostics';
import {
  findDataFolder,
  readEngines,
  readNab,
  readSkab,
} from '../test/support/diagnostics-scores/data-files.js';
import {
  coveragePercent,
  phm08Score,
  rootMeanSquareError,
} from '../test/support/diagnostics-scores/remaining-life-score.js';
import { changePointScore, outlierScore } from '../test/support/diagnostics-scores/skab-score.js';
import { detectSkab, estimateEngines, scoreNab } from './diagnostics/score-previews.js';
import type { Proof, Verdict } from './support/proof.js';

const SIGNALS = 8;
const MAX_STATE_BYTES = 32 * 1024;
const MAX_MICROSECONDS = 5;
const ROWS = 400_000;
const ROWS_SHORT = 150_000;
/**
 * Each seed splits and cuts the engines differently. The short form also uses all seeds, because the share of 100
 * engines within the interval varies by several percentage points.
 */
const SEEDS = [1, 2, 3, 4, 5] as const;
/** Number of failed engines to learn from, and the maximum error in cycles. */
const LIFE_BARS = [
  [5, 21],
  [10, 20],
  [20, 17.5],
  [50, 16],
] as const;

/** Scores the detectors and the remaining life on public data sets, with the scoring functions of their benchmarks. */
export const diagnostics: Proof = {
  name: 'diagnostics',
  claim: 'One default setting detects anomalies and estimates remaining lives as well as published methods',
  async run({ short }) {
    const verdicts = measureCost(short ? ROWS_SHORT : ROWS);
    const folder = findDataFolder();
    if (!folder) {
      console.log('Not run: NAB, SKAB, FD001. The data sets in ../shared/data were not found.');
      return verdicts;
    }
    verdicts.push(...proveNab(folder), ...proveSkab(folder), ...proveLives(folder));
    return verdicts;
  },
};

function proveNab(folder: string): Verdict[] {
  const { standard, lowFalsePositives, lowFalseNegatives } = scoreNab(readNab(folder));
  return [
    {
      bar: 'NAB, standard profile: at least 60',
      figure: `${standard.toFixed(1)} (low FP ${lowFalsePositives.toFixed(1)}, low FN ${lowFalseNegatives.toFixed(1)})`,
      holds: standard >= 60,
    },
  ];
}

function proveSkab(folder: string): Verdict[] {
  const files = readSkab(folder);
  const { states } = detectSkab(files);
  const { f1, falseAlarmPercent, missedPercent } = outlierScore(files, states);
  const changes = changePointScore(files, states);
  const changeScores = [changes.standard, changes.lowFalsePositives, changes.lowFalseNegatives];
  return [
    { bar: 'SKAB, F1 of outliers: at least 0.80', figure: f1.toFixed(3), holds: f1 >= 0.8 },
    {
      bar: 'SKAB, false alarms: at most 25 %',
      figure: `${falseAlarmPercent.toFixed(1)} % (missed ${missedPercent.toFixed(1)} %)`,
      holds: falseAlarmPercent <= 25,
    },
    {
      bar: 'SKAB, false change points: at most 20',
      figure: `${changes.falseChanges} (${changes.missed} of ${changes.total} missed, score ${changeScores.map((score) => score.toFixed(1)).join('/')})`,
      holds: changes.falseChanges <= 20,
    },
  ];
}

function proveLives(folder: string): Verdict[] {
  const engines = readEngines(folder);
  return LIFE_BARS.flatMap(([failures, bar]) => {
    const outcomes = estimateEngines(engines, failures, SEEDS);
    const error = rootMeanSquareError(outcomes);
    const coverage = coveragePercent(outcomes);
    const verdicts: Verdict[] = [
      {
        bar: `FD001, error with ${failures} failures: at most ${bar} cycles`,
        figure: `${error.toFixed(2)} (PHM08 ${phm08Score(outcomes).toFixed(0)}, ${outcomes.length} engines)`,
        holds: error <= bar,
      },
    ];
    if (failures === LIFE_BARS.at(-1)![0]) {
      verdicts.push({
        bar: 'FD001, lives between P10 and P90: 75 to 85 %',
        figure: `${coverage.toFixed(1)}%`,
        holds: coverage >= 75 && coverage <= 85,
      });
    }
    return verdicts;
  });
}

/** Measures the detectors in steady state, on a machine with 8 noisy signals. */
function measureCost(rows: number): Verdict[] {
  const signals = Array.from({ length: SIGNALS }, (_, index) => ({
    key: `signal${index + 1}`,
    kind: 'gauge' as const,
  }));
  const detector = new MachineDetector(signals, DEFAULT_DETECTOR_SETTINGS, true);
  const values = Array.from({ length: 10_007 }, (_, row) =>
    Array.from(
      { length: SIGNALS },
      (_value, signal) => 10 + Math.sin(row / 50 + signal) + ((row * 7919 * (signal + 3)) % 1000) / 500,
    ),
  );
  const feed = (from: number, to: number): void => {
    for (let row = from; row < to; row += 1) detector.add(values[row % values.length]!, row * 1000);
  };
  const learned = DEFAULT_DETECTOR_SETTINGS.learnRows - 1;
  feed(0, learned);
  const stateWhileLearning = detector.bytes;
  feed(learned, rows / 4);
  const started = performance.now();
  feed(rows / 4, rows);
  const perRow = ((performance.now() - started) * 1000) / (rows * 0.75);
  const bytes = Math.max(stateWhileLearning, detector.bytes);
  return [
    {
      bar: `All detectors on ${SIGNALS} signals: at most ${MAX_MICROSECONDS} µs per value`,
      figure: `${(perRow / SIGNALS).toFixed(2)} µs per value, ${perRow.toFixed(2)} µs per row`,
      holds: perRow / SIGNALS <= MAX_MICROSECONDS,
    },
    {
      bar: 'State of a machine with 8 signals: at most 32 KiB',
      figure: `${(bytes / 1024).toFixed(1)} KiB`,
      holds: bytes <= MAX_STATE_BYTES,
    },
  ];
}
