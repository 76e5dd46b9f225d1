import { Exact } from '#platform/domain';
import { overlap, type Span } from '../windows/spans.js';

/** A reading of a gauge, and for how long its level stands. */
export interface Standing<Reading> extends Span {
  readonly reading: Reading;
  /** The reading that follows; null of the last one. */
  readonly next: Reading | null;
  /** How far there would have been something to know: beyond `to` nobody does. */
  readonly until: number;
}

/**
 * For how long each level of a gauge stands: until the next reading, at most for the hold limit, then nobody knows
 * (docs/rules/metering.md#levels).
 *
 * @param ordered readings of one gauge, by time
 * @param holdLimit milliseconds; Infinity for none
 * @param end how far the last one may reach
 */
export function standing<Reading extends { readonly at: number }>(
  ordered: readonly Reading[],
  holdLimit: number,
  end: number,
): Standing<Reading>[] {
  return ordered.map((reading, index) => {
    const next = ordered[index + 1] ?? null;
    const until = Math.max(next?.at ?? end, reading.at);
    return { reading, next, from: reading.at, to: Math.min(until, reading.at + holdLimit), until };
  });
}

/**
 * What a level brings in a time.
 *
 * @param unit of time that the level is told by, in milliseconds: kilowatts bring kilowatt hours by the hour
 */
export function broughtIn(level: Exact, time: number, unit: number): Exact {
  return level.times(time).div(unit);
}

/** A level that stands for a time. */
export interface Level extends Span {
  readonly value: Exact;
}

/** Levels summed up over the time of which they are known. */
export interface LevelTime<Each> {
  /** Level times milliseconds. */
  readonly weighted: Exact;
  /** Milliseconds, more than none. */
  readonly known: number;
  readonly last: Each;
}

/**
 * What of levels falls into each interval.
 *
 * @param levels by time, without overlap
 * @param intervals by time, without overlap
 * @returns interval by interval; null for one of which nothing is known
 */
export function levelTimes<Each extends Level>(
  levels: readonly Each[],
  intervals: readonly Span[],
): (LevelTime<Each> | null)[] {
  let first = 0;
  return intervals.map((interval) => {
    while (first < levels.length && levels[first]!.to <= interval.from) first += 1;
    let [weighted, known] = [NOTHING, 0];
    let last: Each | undefined;
    for (let place = first; place < levels.length && levels[place]!.from < interval.to; place += 1) {
      const time = overlap(levels[place]!, interval);
      if (time === 0) continue;
      last = levels[place]!;
      weighted = weighted.plus(last.value.times(time));
      known += time;
    }
    return last === undefined ? null : { weighted, known, last };
  });
}

const NOTHING = new Exact(0);
