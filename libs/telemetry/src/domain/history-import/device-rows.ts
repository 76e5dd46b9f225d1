import { compareReadingKeys, type ReadingBlock, haveSameContent } from '../readings/reading-block.js';
import type { Shape } from '../readings/shape.js';

const INITIAL_ROWS = 256;

/** Readings of one device with the file rows they come from, ordered by key (time and sequence number). */
export interface ImportedBlock {
  readonly block: ReadingBlock;
  /** Row numbers by reading. */
  readonly rows: Float64Array;
}

/** Collects one device's readings from a file, column by column. */
export class DeviceRows {
  private readonly shapes: Shape[] = [];
  private readonly places = new Map<Shape, number>();
  private count = 0;
  private numberCount = 0;
  private timesMs = new Float64Array(INITIAL_ROWS);
  private seqs = new Float64Array(INITIAL_ROWS);
  private rows = new Float64Array(INITIAL_ROWS);
  private shapeOf = new Uint32Array(INITIAL_ROWS);
  private starts = new Uint32Array(INITIAL_ROWS);
  private numbers = new Float64Array(INITIAL_ROWS * 4);

  /** @param numbers at least as many as the shape needs; further ones are ignored */
  add(row: number, timeMs: number, seq: number, shape: Shape, numbers: Float64Array): void {
    if (this.count === this.rows.length) this.growRows();
    const width = shape.numeric.length;
    if (this.numberCount + width > this.numbers.length)
      this.numbers = grow(this.numbers, this.numbers.length * 2 + width);
    let place = this.places.get(shape);
    if (place === undefined) {
      this.places.set(shape, (place = this.shapes.length));
      this.shapes.push(shape);
    }
    const at = this.count++;
    this.timesMs[at] = timeMs;
    this.seqs[at] = seq;
    this.rows[at] = row;
    this.shapeOf[at] = place;
    this.starts[at] = this.numberCount;
    for (let k = 0; k < width; k++) this.numbers[this.numberCount++] = numbers[k]!;
  }

  /**
   * Returns the added readings ordered by key; among equal keys the first row comes first. Their receipt time isn't
   * known yet.
   */
  sorted(): ImportedBlock {
    const { count, shapes, numbers } = this;
    const order = new Uint32Array(count);
    let isInOrder = true;
    for (let i = 0; i < count; i++) {
      order[i] = i;
      if (i > 0 && this.compare(i - 1, i) > 0) isInOrder = false;
    }
    if (!isInOrder) order.sort((a, b) => this.compare(a, b) || a - b);
    const reorder = <Column extends Float64Array | Uint32Array>(column: Column): Column =>
      (isInOrder ? column.slice(0, count) : pick(column, order)) as Column;
    return {
      block: {
        count,
        timesMs: reorder(this.timesMs),
        seqs: reorder(this.seqs),
        receivedMs: new Float64Array(count),
        shapes,
        shapeOf: reorder(this.shapeOf),
        starts: reorder(this.starts),
        numbers,
      },
      rows: reorder(this.rows),
    };
  }

  private compare(a: number, b: number): number {
    return this.timesMs[a]! - this.timesMs[b]! || this.seqs[a]! - this.seqs[b]!;
  }

  private growRows(): void {
    const length = this.count * 2;
    this.timesMs = grow(this.timesMs, length);
    this.seqs = grow(this.seqs, length);
    this.rows = grow(this.rows, length);
    this.shapeOf = grow(this.shapeOf, length);
    this.starts = grow(this.starts, length);
  }
}

/** The result of comparing a device's rows with stored readings. */
export interface ComparedRows {
  readonly fresh: ReadingBlock;
  /** Number of rows equal to a stored reading, or to an earlier row, with the same key. */
  readonly duplicates: number;
  /** Indexes of rows that differ from the reading with the same key. */
  readonly conflicts: readonly number[];
  /** Indexes of rows on days from which readings have been purged. */
  readonly outdated: readonly number[];
}

/**
 * Compares a device's rows with its stored readings, which are never overwritten. Of several equal rows, only one is
 * new; rows that differ from a reading with the same key are reported.
 * @param stored the device's stored readings of at least the span of the rows
 * @param isRemoved returns whether readings of the instant's day were purged, so that its former content is unknown
 */
export function compareWithStored(
  { block }: ImportedBlock,
  stored: ReadingBlock,
  isRemoved: (timeMs: number) => boolean = () => false,
): ComparedRows {
  const kept = new Uint32Array(block.count);
  const conflicts: number[] = [];
  const outdated: number[] = [];
  let [count, duplicates, j] = [0, 0, 0];
  for (let i = 0; i < block.count; i++) {
    if (isRemoved(block.timesMs[i]!)) {
      outdated.push(i);
      continue;
    }
    while (j < stored.count && compareReadingKeys(stored, j, block, i) < 0) j++;
    const last = count > 0 ? kept[count - 1]! : -1;
    const isStored = j < stored.count && compareReadingKeys(stored, j, block, i) === 0;
    const isRepeated = last >= 0 && compareReadingKeys(block, last, block, i) === 0;
    if (!isStored && !isRepeated) kept[count++] = i;
    else if (isStored ? haveSameContent(block, i, stored, j) : haveSameContent(block, i, block, last))
      duplicates++;
    else conflicts.push(i);
  }
  if (count === block.count) return { fresh: block, duplicates, conflicts, outdated };
  const order = kept.subarray(0, count);
  return {
    fresh: {
      count,
      timesMs: pick(block.timesMs, order),
      seqs: pick(block.seqs, order),
      receivedMs: pick(block.receivedMs, order),
      shapes: block.shapes,
      shapeOf: pick(block.shapeOf, order),
      starts: pick(block.starts, order),
      numbers: block.numbers,
    },
    duplicates,
    conflicts,
    outdated,
  };
}

function pick<Column extends Float64Array | Uint32Array>(column: Column, order: Uint32Array): Column {
  const picked = column.slice(0, order.length) as Column;
  for (let i = 0; i < order.length; i++) picked[i] = column[order[i]!]!;
  return picked;
}

function grow<Column extends Float64Array | Uint32Array>(column: Column, length: number): Column {
  const larger = new (column.constructor as new (length: number) => Column)(length);
  larger.set(column);
  return larger;
}
