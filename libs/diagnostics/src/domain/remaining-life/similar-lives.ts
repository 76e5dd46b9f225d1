import type { LearnedLives } from './learned-lives.js';

/** Number of the last rows of the index that are compared. */
const COMPARED_ROWS = 30;
const COMPARED_STEP = 2;
/** Number of the most similar rows that are used per failed unit. */
const ROWS_PER_UNIT = 5;
/** Rank of the distance at which the weight has fallen to 1/e. */
const BANDWIDTH_RANK = 20;
const MIN_SQUARED_DISTANCE = 20;

export interface SimilarLives {
  readonly mean: number;
  /** Weighted quantiles for the given shares. */
  readonly quantiles: readonly number[];
  /** Id of the failed unit with the most similar course. */
  readonly closest: string;
}

/**
 * Compares the last rows of the index with the rows of failed units, and weights the remaining lives of these units by
 * similarity.
 */
export function findSimilarLives(
  { traces, cap }: LearnedLives,
  course: Float64Array,
  shares: readonly number[],
): SimilarLives {
  const found: { distance: number; life: number; weight: number; id: string }[] = [];
  for (const { unit, index } of traces) {
    const rows: { distance: number; life: number; weight: number; id: string }[] = [];
    for (let end = Math.min(COMPARED_ROWS, course.length, index.length) - 1; end < index.length; end += 1) {
      rows.push({
        distance: distanceOf(course, index, end),
        life: Math.min(cap, index.length - 1 - end),
        weight: 0,
        id: unit.id,
      });
    }
    rows.sort((a, b) => a.distance - b.distance || a.life - b.life);
    found.push(...rows.slice(0, ROWS_PER_UNIT));
  }
  found.sort((a, b) => a.distance - b.distance || a.life - b.life);
  const bandwidth = MIN_SQUARED_DISTANCE + found[Math.min(found.length - 1, BANDWIDTH_RANK)]!.distance;
  let total = 0;
  let weighted = 0;
  for (const row of found) {
    row.weight = Math.exp(-row.distance / bandwidth);
    total += row.weight;
    weighted += row.weight * row.life;
  }
  const closest = found[0]!.id;
  if (!(total > 0)) return { mean: found[0]!.life, quantiles: shares.map(() => found[0]!.life), closest };
  found.sort((a, b) => a.life - b.life);
  const quantiles = shares.map((share) => {
    let sum = 0;
    for (const row of found) {
      sum += row.weight;
      if (sum >= share * total) return row.life;
    }
    return cap;
  });
  return { mean: weighted / total, quantiles, closest };
}

function distanceOf(course: Float64Array, index: Float64Array, end: number): number {
  const rows = Math.min(COMPARED_ROWS, course.length, end + 1);
  let sum = 0;
  let count = 0;
  for (let back = 0; back < rows; back += COMPARED_STEP) {
    sum += (course[course.length - 1 - back]! - index[end - back]!) ** 2;
    count += 1;
  }
  return sum / count;
}
