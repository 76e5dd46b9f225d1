import { type LearnedLives, learnLives } from './learned-lives.js';
import { calibrateTail, quantilesNear } from './life-spread.js';
import type { LifeReason, LifeTarget, RemainingLife, RemainingLifeInput } from './remaining-life.js';
import { findSimilarLives } from './similar-lives.js';
import { extrapolate } from './trend-life.js';

const REGRESSION_FAILURES = 5;
const SIMILARITY_FAILURES = 10;
/** Weight of similar units relative to the index. */
const SIMILARITY_WEIGHT = 0.5;
/**
 * Minimum share of the variance that the index must explain in units on which it wasn't fitted. With a smaller share,
 * there is no trend.
 */
const MIN_EXPLAINED = 0.2;
const MIN_TARGET_ROWS = 10;
/** Spread of lives around the design life if no failure is known: P10, median and P90 as shares of the design life. */
const DESIGN_LIFE_SPREAD = [0.7, 1, 1.3] as const;

/**
 * Estimates the remaining life of each target with the strongest evidence that the known units allow:
 *
 * 1. From 10 failures: the index of remaining life, and the course of the most similar failed units.
 * 2. From 5 failures: the index alone.
 * 3. From 1 failure: the extrapolation of a significant trend.
 * 4. The design life less the age.
 *
 * If the signals show no trend towards failure, only the design life is used. Without a design life, there is no
 * estimate.
 */
export function estimateRemainingLife(input: RemainingLifeInput): RemainingLife[] {
  const usable = { ...input, units: input.units.filter(({ values }) => values.length > 0) };
  const failures = usable.units.filter(({ ended }) => ended === 'failure');
  if (failures.length < REGRESSION_FAILURES) {
    return input.targets.map(
      (target) => byTrend(target, usable) ?? byDesignLife(target, usable, [{ code: 'no_trend', params: {} }]),
    );
  }
  const learned = learnLives(usable.units, input.signals);
  if (learned.explained < MIN_EXPLAINED) {
    const noTrend: LifeReason = {
      code: 'no_trend',
      params: { explained: rounded(Math.max(0, learned.explained)) },
    };
    return input.targets.map((target) => byDesignLife(target, usable, [noTrend]));
  }
  const tail = calibrateTail(learned);
  return input.targets.map((target) =>
    target.values.length < MIN_TARGET_ROWS
      ? byDesignLife(target, usable, [{ code: 'history_too_short', params: { rows: MIN_TARGET_ROWS } }])
      : byIndex(target, learned, failures.length, tail),
  );
}

function byIndex(target: LifeTarget, learned: LearnedLives, failures: number, tail: number): RemainingLife {
  const course = learned.index.trace(target.values);
  const index = course.at(-1)!;
  const shares = [tail, 1 - tail];
  const [low, high] = quantilesNear(learned, index, shares) as [number, number];
  const why: LifeReason[] = [
    { code: 'failures_known', params: { failures } },
    { code: 'index_explains', params: { share: rounded(learned.explained) } },
  ];
  const atCap: LifeReason[] =
    high >= learned.cap ? [{ code: 'capped_at', params: { rows: learned.cap } }] : [];
  if (failures < SIMILARITY_FAILURES) {
    return ordered(target.id, [low, index, high], 'regression', [...why, ...atCap]);
  }
  const similar = findSimilarLives(learned, course, shares);
  const blend = (ofIndex: number, ofSimilar: number) => ofIndex + SIMILARITY_WEIGHT * (ofSimilar - ofIndex);
  const lives: Lives = [
    blend(low, similar.quantiles[0]!),
    blend(index, similar.mean),
    blend(high, similar.quantiles[1]!),
  ];
  const similarTo: LifeReason = { code: 'similar_to', params: { unit: similar.closest } };
  return ordered(target.id, lives, 'similarity', [...why, similarTo, ...atCap]);
}

function byTrend(target: LifeTarget, { units, signals }: RemainingLifeInput): RemainingLife | undefined {
  const failures = units.filter(({ ended }) => ended === 'failure');
  const trend = extrapolate(target.values, failures, signals);
  if (!trend) return undefined;
  const { p10, p50, p90, signal, slope, limit } = trend;
  return ordered(target.id, [p10, p50, p90], 'trend', [
    { code: 'failures_known', params: { failures: failures.length } },
    { code: 'trend_of_signal', params: { signal, slope, limit } },
  ]);
}

function byDesignLife(
  { id, values }: LifeTarget,
  { designLife }: RemainingLifeInput,
  why: readonly LifeReason[],
): RemainingLife {
  if (designLife === null) {
    return {
      id,
      p10: null,
      p50: null,
      p90: null,
      level: 'none',
      why: [...why, { code: 'no_design_life', params: {} }],
    };
  }
  const [p10, p50, p90] = DESIGN_LIFE_SPREAD.map((share) => Math.max(0, share * designLife - values.length));
  return ordered(id, [p10!, p50!, p90!], 'design_life', [
    ...why,
    { code: 'design_life_minus_age', params: { designLife, age: values.length } },
  ]);
}

type Lives = readonly [number, number, number];

/** Orders the percentiles, because those of the index and of similar units can cross. */
function ordered(
  id: string,
  [low, middle, high]: Lives,
  level: RemainingLife['level'],
  why: readonly LifeReason[],
): RemainingLife {
  const p50 = Math.max(0, middle);
  return {
    id,
    p10: rounded(Math.max(0, Math.min(low, p50))),
    p50: rounded(p50),
    p90: rounded(Math.max(high, p50)),
    level,
    why,
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
