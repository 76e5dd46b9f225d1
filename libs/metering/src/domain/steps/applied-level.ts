import { Exact } from '#platform/domain';
import { overlap, type Span } from '../windows/spans.js';

/** A reading of a gauge and the span in which its level applies. */
export interface AppliedLevel<Reading> extends Span {
  readonly reading: Reading;
  /** The next reading; null for the last one. */
  readonly next: Reading | null;
  /** End of the span that the level would have to cover; after `to` the level is unknown. */
  readonly until: number;
}

/**
 * Returns the span in which each level of a gauge applies: until the next reading, but at most for the maximum gap.
 * After that the level is unknown (docs/rules/metering.md#levels).
 *
 * @param ordered readings of one gauge, by time
 * @param holdLimit milliseconds; Infinity for none
 * @param end the latest instant until which the last level can apply
 */
export function toAppliedLevels<Reading extends { readonly at: number }>(
  ordered: readonly Reading[],
  holdLimit: number,
  end: number,
): AppliedLevel<Reading>[] {
  return ordered.map((reading, index) => {
    const next = ordered[index + 1] ?? null;
    const until = Math.max(next?.at ?? end, reading.at);
    return { reading, next, from: reading.at, to: Math.min(until, reading.at + holdLimit), until };
  });
}

/**
 * Returns the contribution of a level over a span.
 * @param unit time unit of the contribution in milliseconds: one hour for kilowatts, which contribute kilowatt hours
 */
export function contributionOfLevel(level: Exact, time: number, unit: number): Exact {
  return level.times(time).div(unit);
}

/** A level that applies during a span. */
export interface Level extends Span {
  readonly value: Exact;
}

/** Levels summed over the time in which they are known. */
export interface LevelTime<Each> {
  /** Level times milliseconds. */
  readonly weighted: Exact;
  /** Milliseconds, greater than zero. */
  readonly known: number;
  readonly last: Each;
}

/**
 * Sums the levels in each interval, weighted by time.
 * @param levels in chronological order, without overlap
 * @param intervals in chronological order, without overlap
 * @returns one entry per interval; null for an interval without any known level
 */
export function levelTimes<Each extends Level>(
  levels: readonly Each[],
  intervals: readonly Span[],
): (LevelTime<Each> | null)[] {
  let first = 0;
  return intervals.map((interval) => {
    while (first < levels.length && levels[first]!.to <= interval.from) first += 1;
    let [weighted, known] = [ZERO, 0];
    let last: Each | undefined;
    for (let index = first; index < levels.length && levels[index]!.from < interval.to; index += 1) {
      const time = overlap(levels[index]!, interval);
      if (time === 0) continue;
      last = levels[index]!;
      weighted = weighted.plus(last.value.times(time));
      known += time;
    }
    return last === undefined ? null : { weighted, known, last };
  });
}

const ZERO = new Exact(0);
