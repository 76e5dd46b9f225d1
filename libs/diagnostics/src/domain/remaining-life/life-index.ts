import { fitMonotoneCurve } from './monotone-curve.js';
import type { KnownUnit, LifeRows } from './remaining-life.js';
import { fitRidge } from './ridge.js';
import { scaleOf, SmoothedUnit } from './smoothed-unit.js';

/** First row of a unit that is used for learning. The means of earlier rows depend on too few rows. */
export const FIRST_ROW = 10;
/** Penalty of the regression with a single failure. It falls with the number of failures. */
const RIDGE_STRENGTH = 3;
const MAX_LEARNED_ROWS = 12_000;
/** Share of the median life of failed units beyond which remaining lives aren't distinguished. */
const CAP_SHARE = 2 / 3;

/** An estimate of the capped remaining life from the signals: an index of health in rows. */
export interface LifeIndex {
  /** Returns the index of each row, from rows up to it. */
  trace(rows: LifeRows): Float64Array;
}

/**
 * Returns the cap of remaining lives: two thirds of the median life of the failed units. Early in life a unit shows no
 * wear, so longer remaining lives can't be distinguished and would only distort the fit.
 */
export function capOf(failures: readonly KnownUnit[]): number {
  const lives = failures.map(({ values }) => values.length).sort((a, b) => a - b);
  const middle = lives.length >> 1;
  const median = lives.length % 2 === 1 ? lives[middle]! : (lives[middle - 1]! + lives[middle]!) / 2;
  return Math.max(1, Math.round(CAP_SHARE * median));
}

/**
 * Fits the index: ridge regression of the capped remaining life on recent means, slopes and slow means of the signals,
 * converted to a calibrated remaining life by a monotone curve.
 *
 * A unit that didn't fail is censored. Its rows count only if at least `cap` rows certainly remained.
 */
export function fitLifeIndex(units: readonly KnownUnit[], signals: number, cap: number): LifeIndex {
  const scale = scaleOf(
    units.map(({ values }) => values),
    signals,
  );
  const failures = units.filter(({ ended }) => ended === 'failure').length;
  const rowCount = units.reduce((sum, { values }) => sum + values.length, 0);
  const step = Math.max(1, Math.min(3, Math.ceil(rowCount / 1000)), Math.ceil(rowCount / MAX_LEARNED_ROWS));
  const features: Float64Array[] = [];
  const lives: number[] = [];
  for (const { values, ended } of units) {
    const unit = new SmoothedUnit(values, scale);
    for (let row = Math.min(FIRST_ROW, unit.length - 1); row < unit.length; row += step) {
      const remaining = unit.length - 1 - row;
      if (ended !== 'failure' && remaining < cap) break;
      features.push(unit.features(row));
      lives.push(Math.min(cap, remaining));
    }
  }
  const linear = fitRidge(features, lives, RIDGE_STRENGTH / Math.max(1, failures));
  const curve = fitMonotoneCurve(
    features.map((row) => linear.predict(row)),
    lives,
  );
  return {
    trace(rows) {
      const unit = new SmoothedUnit(rows, scale);
      return Float64Array.from({ length: unit.length }, (_, row) =>
        curve(linear.predict(unit.features(row))),
      );
    },
  };
}
