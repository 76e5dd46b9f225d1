import { Exact } from '#platform/domain';
import { isFlowWhileOff } from '../steps/all-off.js';
import { momentAt, type Span } from '../windows/spans.js';
import type { Intervals } from './pieces/intervals.js';
import type { MeterReading } from './meter-definition.js';
import type { Derived, Piece } from './pieces/piece.js';

const ONE = new Exact(1);

/**
 * Adds up readings that each carry a quantity of their own, or counts them. A reading belongs to the interval that its instant
 * is in. What is said to have happened while every machine was off is held.
 *
 * @param readings by time
 */
export function eventPieces(
  method: 'sum' | 'count',
  readings: readonly MeterReading[],
  off: readonly Span[],
  intervals: Intervals,
): Derived {
  return {
    pieces: placed(method, readings, off, (at) => intervals.endingAt(momentAt(at).to)),
    known: [intervals.period],
    isComplete: true,
  };
}

/**
 * Takes each reading for the quantity of the time that led to it, as who reports once in a period does; one at the very end
 * belongs to it. A period without a report is not known.
 */
export function reportedPieces(
  readings: readonly MeterReading[],
  off: readonly Span[],
  intervals: Intervals,
): Derived {
  const intervalOf = (at: number) => intervals.holding(at) ?? intervals.endingAt(at);
  return { pieces: placed('sum', readings, off, intervalOf), known: [], isComplete: false };
}

function placed(
  method: 'sum' | 'count',
  readings: readonly MeterReading[],
  off: readonly Span[],
  intervalOf: (at: number) => number | null,
): Piece[] {
  return readings.flatMap((reading): Piece[] => {
    const interval = intervalOf(reading.at);
    if (interval === null) return [];
    if (method === 'count') return [toPiece(interval, ONE, reading, off)];
    return reading.value === null ? [] : [toPiece(interval, new Exact(reading.value), reading, off)];
  });
}

function toPiece(interval: number, quantity: Exact, reading: MeterReading, off: readonly Span[]): Piece {
  if (isFlowWhileOff(quantity, momentAt(reading.at), off)) {
    const exception = { code: 'flow_while_off', implied: quantity } as const;
    return { interval, quantity, kind: 'held', standing: 'held', exception };
  }
  const standing = reading.isEstimated ? 'estimated' : 'measured';
  return { interval, quantity, kind: 'normal', standing, exception: null };
}

export type PickingMethod = 'min' | 'max' | 'avg' | 'latest' | 'unique_count';

/**
 * One value out of readings of a stretch of time.
 *
 * @param readings of that stretch, by time
 * @returns null when there is none to take it from
 */
export function pickValue(method: PickingMethod, readings: readonly MeterReading[]): Exact | null {
  if (method === 'unique_count') return readings.length === 0 ? null : new Exact(countUnique(readings));
  const values = readings.flatMap(({ value }) => (value === null ? [] : [new Exact(value)]));
  const last = values.at(-1);
  if (last === undefined) return null;
  switch (method) {
    case 'min':
      return Exact.min(...values);
    case 'max':
      return Exact.max(...values);
    case 'avg':
      return Exact.sum(...values).div(values.length);
    case 'latest':
      return last;
  }
}

/** Readings tell what they are about by their subject, else by their value, else by their key. */
function countUnique(readings: readonly MeterReading[]): number {
  const things = readings.map(({ subject, value, key }) => {
    if (subject !== null) return `subject ${subject}`;
    return value === null ? `key ${key}` : `value ${new Exact(value).toFixed()}`;
  });
  return new Set(things).size;
}

/** The highest value of each subject in a bucket, added up; null for a bucket without values. */
export function bucketMax(readings: readonly MeterReading[]): Exact | null {
  const highest = new Map<string | null, Exact>();
  for (const { subject, value } of readings) {
    if (value === null) continue;
    const before = highest.get(subject);
    highest.set(subject, before ? Exact.max(before, value) : new Exact(value));
  }
  return highest.size === 0 ? null : Exact.sum(...highest.values());
}
