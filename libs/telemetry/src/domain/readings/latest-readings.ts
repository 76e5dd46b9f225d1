import { type LastValue, orderOfReading, takeNewer } from '../history/last-values.js';
import type { ReadingList } from './reading-list.js';
import type { Shape } from './shape.js';

interface Located {
  readonly list: ReadingList<unknown>;
  readonly index: number;
}

/**
 * A device's latest reading of each shape: what its last values can be made of when somebody asks, at the cost of one look-up
 * a reading instead of one a value.
 */
export class LatestReadings {
  private readonly byShape = new Map<Shape, Located>();

  /** Takes in a reading of a list; one that is older than another of its shape says nothing new. */
  add(list: ReadingList<unknown>, index: number): void {
    const shape = list.shapes[index]!;
    const known = this.byShape.get(shape);
    if (known && compare(known, { list, index }) > 0) return;
    // Removed first, so that shapes stay in the order in which they came.
    if (known && this.byShape.size > 1) this.byShape.delete(shape);
    this.byShape.set(shape, { list, index });
  }

  /** Takes the values into the last known ones. */
  mergeInto(last: Map<string, LastValue>): void {
    for (const { list, index } of [...this.byShape.values()].sort(compare))
      takeNewer(
        last,
        list.timesMs[index]!,
        list.shapes[index]!,
        list.numbersOf(index),
        list.arrivedMs[index],
      );
  }
}

/** Above zero where the first one is newer. */
function compare(a: Located, b: Located): number {
  const [aMs, bMs] = [a.list.timesMs[a.index]!, b.list.timesMs[b.index]!];
  const [aArrived, bArrived] = [a.list.arrivedMs[a.index]!, b.list.arrivedMs[b.index]!];
  return orderOfReading(aMs, aArrived) - orderOfReading(bMs, bArrived) || aMs - bMs;
}
