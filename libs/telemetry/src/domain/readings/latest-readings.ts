import { type LastValue, takeNewer } from '../last-values.js';
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
    if (known && known.list.timesMs[known.index]! > list.timesMs[index]!) return;
    // Removed first, so that shapes stay in the order in which they came.
    if (known && this.byShape.size > 1) this.byShape.delete(shape);
    this.byShape.set(shape, { list, index });
  }

  /** Takes the values into the last known ones. */
  mergeInto(last: Map<string, LastValue>): void {
    const inOrder = [...this.byShape.values()].sort(
      (a, b) => a.list.timesMs[a.index]! - b.list.timesMs[b.index]!,
    );
    for (const { list, index } of inOrder)
      takeNewer(last, list.timesMs[index]!, list.shapes[index]!, list.numbersOf(index));
  }
}
