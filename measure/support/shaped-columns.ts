import type { ReadingBlock } from '../../libs/telemetry/src/domain/readings/reading-block.js';
import { type Shape, shapeOf } from '../../libs/telemetry/src/domain/readings/shape.js';
import type { HistoryBlock } from './history.js';

/** Converts columns of numbers to readings; NaN means that a value was not sent. */
export class ShapedColumns {
  /** Columns in the order of their keys. */
  private readonly order: readonly { readonly key: string; readonly column: number }[];
  private readonly shapes: Shape[] = [];
  /** Shapes by the bit mask of present columns. */
  private readonly known = new Map<number, number>();

  /** @param keys keys in the order of the columns, at most 31 */
  constructor(keys: readonly string[]) {
    this.order = keys
      .map((key, column) => ({ key, column }))
      .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  }

  /** Returns readings numbered from 1, without a receipt time. */
  toBlock({ times, columns }: HistoryBlock): ReadingBlock {
    const count = times.length;
    const shapeOfReading = new Uint32Array(count);
    const starts = new Uint32Array(count);
    const numbers = new Float64Array(count * columns.length);
    let next = 0;
    for (let i = 0; i < count; i++) {
      starts[i] = next;
      let present = 0;
      for (let position = 0; position < this.order.length; position++) {
        const value = columns[this.order[position]!.column]![i]!;
        if (Number.isNaN(value)) continue;
        present |= 1 << position;
        numbers[next++] = value;
      }
      shapeOfReading[i] = this.shapeIndexOf(present);
    }
    return {
      count,
      timesMs: times.slice(),
      seqs: Float64Array.from(times, (_, i) => i + 1),
      receivedMs: new Float64Array(count),
      shapes: this.shapes,
      shapeOf: shapeOfReading,
      starts,
      numbers: numbers.subarray(0, next),
    };
  }

  private shapeIndexOf(present: number): number {
    let position = this.known.get(present);
    if (position === undefined) {
      const keys = this.order.flatMap(({ key }, bit) => (present & (1 << bit) ? [key] : []));
      position = this.shapes.length;
      this.known.set(present, position);
      this.shapes.push(
        shapeOf(
          keys,
          keys.map(() => undefined),
          null,
          0,
        ),
      );
    }
    return position;
  }
}
