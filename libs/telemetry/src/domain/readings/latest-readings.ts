import { type LastValue, getReadingSortTime, applyNewer } from '../history/last-values.js';
import type { ReadingList } from './reading-list.js';
import type { Shape } from './shape.js';

interface ReadingLocation {
  readonly list: ReadingList<unknown>;
  readonly index: number;
}

/**
 * A device's latest reading per shape. The device's last values can be derived from these readings on demand, with one
 * lookup per reading instead of one per value.
 */
export class LatestReadings {
  private readonly byShape = new Map<Shape, ReadingLocation>();

  /** Adds a reading of a list. A reading that is older than another reading of its shape is ignored. */
  add(list: ReadingList<unknown>, index: number): void {
    const shape = list.shapes[index]!;
    const known = this.byShape.get(shape);
    if (known && compare(known, { list, index }) > 0) return;
    // Delete the shape first, so that shapes stay in the order of arrival.
    if (known && this.byShape.size > 1) this.byShape.delete(shape);
    this.byShape.set(shape, { list, index });
  }

  /** Merges the values into the last known ones. */
  mergeInto(last: Map<string, LastValue>): void {
    for (const { list, index } of [...this.byShape.values()].sort(compare))
      applyNewer(
        last,
        list.timesMs[index]!,
        list.shapes[index]!,
        list.numbersOf(index),
        list.arrivedMs[index],
      );
  }
}

/** Returns a positive number if the first reading is newer. */
function compare(a: ReadingLocation, b: ReadingLocation): number {
  const [aMs, bMs] = [a.list.timesMs[a.index]!, b.list.timesMs[b.index]!];
  const [aArrived, bArrived] = [a.list.arrivedMs[a.index]!, b.list.arrivedMs[b.index]!];
  return getReadingSortTime(aMs, aArrived) - getReadingSortTime(bMs, bArrived) || aMs - bMs;
}
