import { Exact, sumOf } from '#platform/domain';
import { quantile90 } from './student.js';

/** What a unit of time comes to from now on, as far as those that are over tell. */
export interface Level {
  readonly level: Exact;
  /**
   * By how much the sum of so many units to come can differ from so many times the level: in eight of ten cases it is no further
   * away. @param units 0 or more, also parts of one
   */
  spreadOf(units: Exact): Exact;
}

/** How much of each new unit's difference the level takes over: none but its share in the mean, some, most, or all of it. */
const WEIGHTS = ['0', '0.3', '0.6', '1'] as const;
/** A weight has to foretell that much better than a smaller one. */
const BETTER = '0.98';
/** Fewer don't tell which weight suits them. */
const FEWEST_TO_CHOOSE = 6;

const ZERO = new Exact(0);
const ONE = new Exact(1);

/** The mean, as far as it is known from as many units: variance times (m + m² / n) for m units, by Student's t for n − 1. */
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
 * A level that may have wandered. Each unit is foretold from those before it, with every weight; the weight that did best is taken,
 * and what it missed says how far the units to come can be off (simple exponential smoothing).
 * @param values in order of time
 */
export function smoothedLevel(values: readonly Exact[]): Level {
  if (values.length < FEWEST_TO_CHOOSE) return meanLevel(values);
  const [first, ...others] = WEIGHTS.map((weight) => follow(values, new Exact(weight)));
  const best = others.reduce(
    (before, next) => (next.missed.lt(before.missed.times(BETTER)) ? next : before),
    first!,
  );
  const foretold = values.length - 2;
  // Half a unit less: the weight was chosen by them.
  const variance = best.missed.div(foretold - 0.5);
  const quantile = quantile90(foretold - 1);
  return {
    level: best.level,
    spreadOf: (units) =>
      variance
        .times(growth(units, best.weight, values.length))
        .sqrt()
        .times(quantile),
  };
}

interface Followed {
  readonly weight: Exact;
  readonly level: Exact;
  /** Sum of the squares of what was missed. */
  readonly missed: Exact;
}

function follow([first, second, ...others]: readonly Exact[], weight: Exact): Followed {
  let level = first!.plus(second!).div(2);
  let missed = ZERO;
  others.forEach((value, index) => {
    const miss = value.minus(level);
    missed = missed.plus(miss.pow(2));
    level = level.plus(miss.times(Exact.max(weight, ONE.div(index + 3))));
  });
  return { weight, level, missed };
}

/** How the variance of a sum grows with its units: each miss is taken over into the level of those that follow. */
function growth(units: Exact, weight: Exact, seen: number): Exact {
  if (weight.isZero()) return units.plus(units.pow(2).div(seen));
  if (units.lt(1)) return units;
  const before = units.minus(1);
  return units
    .plus(weight.times(units).times(before))
    .plus(weight.pow(2).times(before).times(units).times(units.times(2).minus(1)).div(6));
}
