import { findDataFolder, readNab } from './support/diagnostics-scores/data-files.js';
import { nabScore } from './support/diagnostics-scores/nab-score.js';
import {
  cappedAt,
  coveragePercent,
  phm08Score,
  rootMeanSquareError,
} from './support/diagnostics-scores/remaining-life-score.js';
import { changePointScore, outlierScore, type SkabFile } from './support/diagnostics-scores/skab-score.js';

const folder = findDataFolder();
if (!folder) console.log('Skipped: NAB reference scores. The data sets (../shared/data) were not found.');

/** Window and step of NAB's windowed Gaussian detector. */
const WINDOW = 6400;
const STEP = 100;

/** The windowed Gaussian detector of the NAB scoreboard: 1 minus the tail probability under the last values. */
function windowedGaussian(values: readonly number[]): number[] {
  let window: number[] = [];
  let buffer: number[] = [];
  let [mean, deviation] = [0, 1];
  const update = (): void => {
    mean = window.reduce((sum, value) => sum + value, 0) / window.length;
    deviation =
      Math.sqrt(window.reduce((sum, value) => sum + (value - mean) ** 2, 0) / window.length) || 1e-6;
  };
  return values.map((value) => {
    const score = window.length === 0 ? 0 : 1 - upperTail(Math.abs(value - mean) / deviation);
    if (window.length < WINDOW) {
      window.push(value);
      update();
    } else {
      buffer.push(value);
      if (buffer.length === STEP) {
        window = [...window.slice(STEP), ...buffer];
        buffer = [];
        update();
      }
    }
    return score;
  });
}

/** Upper tail of the standard normal distribution, with Chebyshev coefficients for erfc (error below 1.2e-7). */
function upperTail(distance: number): number {
  const x = distance / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ];
  const polynomial = coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return (t * Math.exp(-x * x + polynomial)) / 2;
}

describe.skipIf(!folder)('nabScore on the shown series', () => {
  it('reproduces the reference scores of the windowed Gaussian detector', () => {
    const all = readNab(folder!);
    const scores = all.map(({ values }) => windowedGaussian(values));
    expect(nabScore(all, scores, 'standard')).toBeCloseTo(37.1, 1);
    expect(nabScore(all, scores, 'lowFalsePositives')).toBeCloseTo(23.76, 1);
    expect(nabScore(all, scores, 'lowFalseNegatives')).toBeCloseTo(45.17, 1);
  });

  it('gives a detector that never detects 0', () => {
    const all = readNab(folder!);
    const scores = all.map(({ values }) => values.map(() => 0));
    expect(nabScore(all, scores, 'standard')).toBe(0);
  });
});

describe('nabScore', () => {
  const series = {
    name: 'a',
    times: [],
    values: new Array<number>(1000).fill(0),
    windows: [[500, 599]] as const,
  };
  const score = (rows: readonly number[]) =>
    nabScore([series], [series.values.map((_, row) => (rows.includes(row) ? 1 : 0))]);

  it('is 100 for a detection in the first row of each window, and less for a late one', () => {
    expect(score([500])).toBeCloseTo(100, 0);
    expect(score([590])).toBeLessThan(score([550]));
  });

  it('costs a false detection, but not in the probation period', () => {
    expect(score([400, 500])).toBeCloseTo(score([500]) - 5.5, 1);
    expect(score([100, 500])).toBe(score([500]));
  });
});

describe('the scores of SKAB', () => {
  const times = Array.from({ length: 1000 }, (_, row) => row);
  const file: SkabFile = {
    name: 'a',
    times,
    values: [],
    anomalies: times.map((row) => (row >= 600 && row < 800 ? 1 : 0)),
    changePoints: times.map((row) => (row === 600 || row === 800 ? 1 : 0)),
  };
  const statesOf = (from: number, to: number) => [times.map((row) => (row >= from && row < to ? 1 : 0))];

  it('count rows', () => {
    expect(outlierScore([file], statesOf(600, 800))).toEqual({
      f1: 1,
      falseAlarmPercent: 0,
      missedPercent: 0,
    });
    expect(outlierScore([file], statesOf(700, 900))).toEqual({
      f1: 0.5,
      falseAlarmPercent: 25,
      missedPercent: 50,
    });
  });

  it('count changes', () => {
    expect(changePointScore([file], statesOf(600, 800))).toMatchObject({
      standard: 100,
      falseChanges: 0,
      missed: 0,
    });
    expect(changePointScore([file], statesOf(700, 830))).toMatchObject({
      falseChanges: 1,
      missed: 1,
      total: 2,
    });
    expect(changePointScore([file], statesOf(0, 0))).toMatchObject({
      standard: 0,
      falseChanges: 0,
      missed: 2,
    });
  });
});

describe('the scores of remaining lives', () => {
  const outcomes = [
    { truth: 10, p10: 5, p50: 20, p90: 30 },
    { truth: 200, p10: 90, p50: 100, p90: 120 },
  ];

  it('compare capped lives', () => {
    const capped = outcomes.map((outcome) => cappedAt(125, outcome));
    expect(rootMeanSquareError(capped)).toBeCloseTo(Math.sqrt((100 + 625) / 2), 9);
    expect(phm08Score(capped)).toBeCloseTo(Math.exp(1) - 1 + Math.exp(25 / 13) - 1, 9);
    expect(coveragePercent(capped)).toBe(50);
  });
});
