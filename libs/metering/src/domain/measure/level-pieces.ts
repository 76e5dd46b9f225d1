import { Exact } from '#platform';
import { overlap, sharing, without, type Span } from '../spans.js';
import type { Intervals } from './intervals.js';
import type { Estimate, MeterReading } from './meter-definition.js';
import type { Derived, Piece } from './piece.js';

const MS_PER_SECOND = 1000;

/** A value that stands for a stretch of time. */
export interface HeldValue extends Span {
  readonly value: Exact;
  readonly isEstimated: boolean;
}

/**
 * For how long each value of a gauge stands: until the next one, at most for the hold limit, then nobody knows (billing.md,
 * section 0, gauge). A value does not reach into an estimate that begins after it: whoever estimates says that there was none.
 *
 * @param readings of one gauge, by time
 * @param estimates in order, without overlap
 * @param until how far the last value may reach
 */
export function heldValues(
  readings: readonly MeterReading[],
  maxHoldSeconds: number | null,
  estimates: readonly Estimate[],
  until: number,
): HeldValue[] {
  const valued = readings.filter((reading) => reading.value !== null);
  return valued.flatMap((reading, index) => {
    const next = valued[index + 1]?.at ?? Math.max(until, reading.at);
    const limit = maxHoldSeconds === null ? Infinity : reading.at + maxHoldSeconds * MS_PER_SECOND;
    const span = { from: reading.at, to: Math.min(next, limit) };
    const estimated = sharing(estimates, span).filter(({ from }) => from >= reading.at);
    return without([span], estimated)
      .filter(({ from, to }) => from < to)
      .map((span) => ({ ...span, value: new Exact(reading.value!), isEstimated: reading.isEstimated }));
  });
}

/**
 * The integral of a level over the time in seconds, interval by interval; a level in cubic metres a minute times 1/60 is cubic
 * metres. What stands while every machine is off is held.
 *
 * @param off in order, without overlap
 */
export function levelPieces(
  held: readonly HeldValue[],
  off: readonly Span[],
  intervals: Intervals,
): Derived & { readonly counted: readonly Span[] } {
  const inPeriod = held.filter((level) => overlap(level, intervals.period) > 0);
  const pieces = inPeriod.flatMap((level) => {
    const running = level.value.isZero() ? [level] : without([level], sharing(off, level));
    const standing = level.value.isZero() ? [] : without([level], running);
    return [
      ...running.flatMap((span) => integrate(level, span, intervals, false)),
      ...standing.flatMap((span) => integrate(level, span, intervals, true)),
    ];
  });
  return { pieces, known: inPeriod, isComplete: false, counted: inPeriod };
}

function integrate(level: HeldValue, span: Span, intervals: Intervals, isOff: boolean): Piece[] {
  return intervals.touchedBy(span).map((interval) => {
    const quantity = level.value.times(overlap(span, intervals.list[interval]!)).div(MS_PER_SECOND);
    return {
      interval,
      quantity,
      kind: isOff ? 'held' : 'normal',
      standing: isOff ? 'held' : level.isEstimated ? 'estimated' : 'measured',
      exception: isOff ? { code: 'flow_while_off', implied: quantity } : null,
    };
  });
}

/** A level summed up over the time in which it is known. */
export interface LevelTime {
  /** Value times milliseconds. */
  readonly weighted: Exact;
  readonly known: number;
}

/** What of a level falls into which interval; intervals of which nothing is known are left out. */
export function levelTimes(held: readonly HeldValue[], intervals: Intervals): Map<number, LevelTime> {
  const times = new Map<number, LevelTime>();
  for (const level of held) {
    for (const interval of intervals.touchedBy(level)) {
      const time = overlap(level, intervals.list[interval]!);
      const before = times.get(interval);
      const weighted = level.value.times(time);
      times.set(interval, {
        weighted: before ? before.weighted.plus(weighted) : weighted,
        known: time + (before?.known ?? 0),
      });
    }
  }
  return times;
}

/**
 * The mean of a level over a stretch of time, weighted by time. Without a hold limit readings are all the changes of a level
 * that was zero before the first; with one they are samples, and time of which nobody knows is left out.
 *
 * @param span of the whole stretch
 */
export function meanLevel({ weighted, known }: LevelTime, span: Span, maxHoldSeconds: number | null): Exact {
  return weighted.div(maxHoldSeconds === null ? span.to - span.from : known);
}
