import type { ReadingBlock } from '../readings/reading-block.js';
import { findNumberIndexes } from '../readings/rollups/usable-numbers.js';

/** A value with its device time in epoch milliseconds. */
export type Sample = readonly [timeMs: number, value: number];

/** The pixel columns that a span is drawn on. */
export interface PixelColumns {
  /** Start of the first column in epoch milliseconds. */
  readonly fromMs: number;
  readonly columnMs: number;
}

/** The points of a signal that are drawn in one column. The line looks the same as if all readings were drawn. */
export interface Column {
  readonly index: number;
  readonly first: Sample;
  /** The earliest minimum and the earliest maximum. */
  readonly least: Sample;
  readonly greatest: Sample;
  readonly last: Sample;
}

/**
 * Downsamples a signal's readings to the first, the minimum, the maximum and the last of each column. A line through
 * these points looks the same as a line through all readings (the M4 method: U. Jugel et al., "M4: A
 * Visualization-Oriented Time Series Data Aggregation", VLDB 2014). Values of bad quality are left out.
 * @param block in chronological order
 * @returns only columns with values, in order
 */
export function reduceToColumns(
  block: ReadingBlock,
  key: string,
  { fromMs, columnMs }: PixelColumns,
): Column[] {
  const numberIndexes = findNumberIndexes(block, key);
  const { count, shapeOf, starts, numbers, timesMs } = block;
  const columns: Column[] = [];
  let index = Number.NaN;
  let [first, least, greatest, last] = [-1, -1, -1, -1];
  const valueAt = (i: number): number => numbers[starts[i]! + numberIndexes[shapeOf[i]!]!]!;
  const sampleAt = (i: number): Sample => [timesMs[i]!, valueAt(i)];
  const finish = (): void => {
    if (first < 0) return;
    columns.push({
      index,
      first: sampleAt(first),
      least: sampleAt(least),
      greatest: sampleAt(greatest),
      last: sampleAt(last),
    });
  };
  let [lowest, highest] = [0, 0];
  for (let i = 0; i < count; i++) {
    const place = numberIndexes[shapeOf[i]!]!;
    if (place < 0) continue;
    const value = numbers[starts[i]! + place]!;
    const column = Math.floor((timesMs[i]! - fromMs) / columnMs);
    if (column !== index) {
      finish();
      index = column;
      first = least = greatest = i;
      lowest = highest = value;
    } else if (value < lowest) {
      least = i;
      lowest = value;
    } else if (value > highest) {
      greatest = i;
      highest = value;
    }
    last = i;
  }
  finish();
  return columns;
}

/**
 * Merges columns that were downsampled separately, so that each index occurs once. They come from segments of one
 * device's time, or from several devices that report the same signal. The result is the same as if all readings had
 * been downsampled together.
 * @param pieces segments of a device's time in chronological order
 */
export function joinColumns(pieces: readonly (readonly Column[])[]): Column[] {
  const joined = new Map<number, Column>();
  for (const piece of pieces) {
    for (const column of piece) {
      const known = joined.get(column.index);
      joined.set(column.index, known ? join(known, column) : column);
    }
  }
  return [...joined.values()].sort((a, b) => a.index - b.index);
}

function join(a: Column, b: Column): Column {
  const isEarlier = ([at]: Sample, [other]: Sample): boolean => at < other;
  const isBelow = (x: Sample, y: Sample): boolean => x[1] < y[1] || (x[1] === y[1] && isEarlier(x, y));
  const isAbove = (x: Sample, y: Sample): boolean => x[1] > y[1] || (x[1] === y[1] && isEarlier(x, y));
  return {
    index: a.index,
    first: isEarlier(b.first, a.first) ? b.first : a.first,
    least: isBelow(b.least, a.least) ? b.least : a.least,
    greatest: isAbove(b.greatest, a.greatest) ? b.greatest : a.greatest,
    last: isEarlier(b.last, a.last) ? a.last : b.last,
  };
}

/** Returns the points of the line in chronological order: at most four per column, without duplicates. */
export function toLine(columns: readonly Column[]): Sample[] {
  return columns.flatMap(({ first, least, greatest, last }) => {
    const between = least[0] <= greatest[0] ? [least, greatest] : [greatest, least];
    return [first, ...between, last].filter(
      (sample, i, all) => all.findIndex((other) => isSame(other, sample)) === i,
    );
  });
}

function isSame(a: Sample, b: Sample): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
