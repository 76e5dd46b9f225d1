import { Exact, sumOf } from '#platform/domain';
import { quantile90 } from './student.js';

/** The expected quantity per unit of time, based on past units. */
export interface Level {
  readonly level: Exact;
  /**
   * Returns the difference between the sum of future units and `units` times the level that is not exceeded in eight
   * of ten cases.
   * @param units number of units; zero or more, may be fractional
   */
  readonly spreadOf: (units: Exact) => Exact;
}

/**
 * Smoothing weights: the share of the latest value's deviation that is added to the level. With 0, the level is the
 * mean.
 */
const WEIGHTS = ['0', '0.3', '0.6', '1'] as const;
/**
 * A larger weight is chosen only if its squared errors are less than this multiple of the squared errors of the smaller
 * weight.
 */
const IMPROVEMENT_FACTOR = '0.98';
/** Minimum number of values for choosing a weight. With fewer, the level is the mean. */
const MIN_VALUES_TO_CHOOSE = 6;

const ZERO = new Exact(0);
const ONE = new Exact(1);

/**
 * Returns the mean of n units. The spread of the sum of m future units is √(variance × (m + m² / n)) times the quantile
 * of Student's t distribution with n − 1 degrees of freedom.
 */
export function meanLevel(values: readonly Exact[]): Level {
  const level = sumOf(values).div(values.length);
  const variance = sumOf(values.map((value) => value.minus(level).pow(2))).div(values.length - 1);
  const quantile = quantile90(values.length - 1);
  return {
    level,
    spreadOf: (units) =>
      variance
        .times(units.plus(units.pow(2).div(values.length)))
        .sqrt()
        .times(quantile),
  };
}

/**
 * Returns a level that may drift (simple exponential smoothing). For every weight, each unit from the third on is
 * predicted from the units before it. The best weight is used, and its errors determine the interval for future units.
 * @param values in chronological order
 */
export function smoothedLevel(values: readonly Exact[]): Level {
  if (values.length < MIN_VALUES_TO_CHOOSE) return meanLevel(values);
  const [first, ...others] = WEIGHTS.map((weight) => fitLevel(values, new Exact(weight)));
  const best = others.reduce(
    (before, next) => (next.squaredErrors.lt(before.squaredErrors.times(IMPROVEMENT_FACTOR)) ? next : before),
    first!,
  );
  const predictionCount = values.length - 2;
  // Half a degree of freedom is subtracted, because the weight was chosen from the same values.
  const variance = best.squaredErrors.div(predictionCount - 0.5);
  const quantile = quantile90(predictionCount - 1);
  return {
    level: best.level,
    spreadOf: (units) =>
      variance
        .times(varianceGrowth(units, best.weight, values.length))
        .sqrt()
        .times(quantile),
  };
}

interface SmoothingFit {
  readonly weight: Exact;
  readonly level: Exact;
  /** The sum of squared prediction errors. */
  readonly squaredErrors: Exact;
}

function fitLevel([first, second, ...others]: readonly Exact[], weight: Exact): SmoothingFit {
  let level = first!.plus(second!).div(2);
  let squaredErrors = ZERO;
  others.forEach((value, index) => {
    const error = value.minus(level);
    squaredErrors = squaredErrors.plus(error.pow(2));
    level = level.plus(error.times(Exact.max(weight, ONE.div(index + 3))));
  });
  return { weight, level, squaredErrors };
}

/**
 * Returns the ratio of the variance of a sum of units to the variance of one unit: each error carries over to the level
 * of the following units.
 */
function varianceGrowth(units: Exact, weight: Exact, count: number): Exact {
  if (weight.isZero()) return units.plus(units.pow(2).div(count));
  if (units.lt(1)) return units;
  const before = units.minus(1);
  return units
    .plus(weight.times(units).times(before))
    .plus(weight.pow(2).times(before).times(units).times(units.times(2).minus(1)).div(6));
}
