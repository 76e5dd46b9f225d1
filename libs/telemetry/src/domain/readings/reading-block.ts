import type { Quality } from '../messages/native-format.js';
import { type Constant, projectShape, type Shape, ShapeList } from './shape.js';

/** Readings of one device ordered by key (device time, then sequence number), stored by column. */
export interface ReadingBlock {
  readonly count: number;
  /** Device times in epoch milliseconds. */
  readonly timesMs: Float64Array;
  /** Sequence numbers as sent. Without one, a negative number that identifies the content. */
  readonly seqs: Float64Array;
  /** Receipt times in epoch milliseconds. */
  readonly receivedMs: Float64Array;
  readonly shapes: readonly Shape[];
  /** The index of each reading's shape in `shapes`. */
  readonly shapeOf: Uint32Array;
  /** The index of each reading's first number in `numbers`. */
  readonly starts: Uint32Array;
  /** The numbers of all readings, each in the order of its shape's keys. */
  readonly numbers: Float64Array;
}

export const EMPTY_BLOCK: ReadingBlock = {
  count: 0,
  timesMs: new Float64Array(0),
  seqs: new Float64Array(0),
  receivedMs: new Float64Array(0),
  shapes: [],
  shapeOf: new Uint32Array(0),
  starts: new Uint32Array(0),
  numbers: new Float64Array(0),
};

/** Returns a reading's value for a key, or undefined. */
export function valueIn(block: ReadingBlock, index: number, key: string): number | Constant | undefined {
  const shape = block.shapes[block.shapeOf[index]!]!;
  const position = shape.keys.indexOf(key);
  if (position < 0) return undefined;
  const constant = shape.constants[position];
  return constant === undefined
    ? block.numbers[block.starts[index]! + shape.numeric.indexOf(position)]!
    : constant;
}

/** Returns the quality of a reading's value for a key; good by default. */
export function qualityIn(block: ReadingBlock, index: number, key: string): Quality {
  const { keys, qualities } = block.shapes[block.shapeOf[index]!]!;
  return qualities?.[keys.indexOf(key)] ?? 0;
}

/** Returns true when two readings have the same content, apart from times and sequence numbers. */
export function haveSameContent(a: ReadingBlock, i: number, b: ReadingBlock, j: number): boolean {
  const shape = a.shapes[a.shapeOf[i]!]!;
  if (shape.text !== b.shapes[b.shapeOf[j]!]!.text) return false;
  const [from, other] = [a.starts[i]!, b.starts[j]!];
  for (let k = 0; k < shape.numeric.length; k++)
    if (a.numbers[from + k] !== b.numbers[other + k]) return false;
  return true;
}

/** Keeps only the values of some keys. A reading without any of them stays, with its time. */
export function projectKeys(block: ReadingBlock, wanted: ReadonlySet<string>): ReadingBlock {
  const shapes = block.shapes.map((shape) => projectShape(shape, wanted));
  if (shapes.every((shape, s) => shape === block.shapes[s])) return block;
  /** Indexes of the numbers to keep, by shape. */
  const numberIndexes = block.shapes.map(({ keys, numeric }) =>
    numeric.flatMap((position, n) => (wanted.has(keys[position]!) ? [n] : [])),
  );
  const starts = new Uint32Array(block.count);
  let end = 0;
  for (let i = 0; i < block.count; i++) {
    starts[i] = end;
    end += numberIndexes[block.shapeOf[i]!]!.length;
  }
  // Copy only the kept numbers, because the block may share its array with thousands of others.
  const numbers = new Float64Array(end);
  for (let i = 0; i < block.count; i++)
    numberIndexes[block.shapeOf[i]!]!.forEach((n, k) => {
      numbers[starts[i]! + k] = block.numbers[block.starts[i]! + n]!;
    });
  return { ...block, shapes, starts, numbers };
}

/** Returns the number of values in a block that were received after an instant (epoch milliseconds). */
export function countReceivedAfter(
  { count, receivedMs, shapes, shapeOf }: ReadingBlock,
  afterMs: number,
): number {
  let values = 0;
  for (let i = 0; i < count; i++) if (receivedMs[i]! > afterMs) values += shapes[shapeOf[i]!]!.keys.length;
  return values;
}

/** Returns the index of the first reading at or after an instant. */
export function firstAtOrAfter({ timesMs, count }: ReadingBlock, timeMs: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timesMs[middle]! < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Returns the readings from one index (inclusive) to another (exclusive). Arrays are shared with the block if
 * possible.
 */
export function sliceBlock(block: ReadingBlock, from: number, to: number): ReadingBlock {
  if (from === 0 && to === block.count) return block;
  if (from >= to) return EMPTY_BLOCK;
  return {
    count: to - from,
    timesMs: block.timesMs.subarray(from, to),
    seqs: block.seqs.subarray(from, to),
    receivedMs: block.receivedMs.subarray(from, to),
    shapes: block.shapes,
    shapeOf: block.shapeOf.subarray(from, to),
    starts: block.starts.subarray(from, to),
    numbers: block.numbers,
  };
}

/** Returns the first and the last device time. The block must not be empty. */
export function extentOf({ timesMs, count }: ReadingBlock): { fromMs: number; toMs: number } {
  return { fromMs: timesMs[0]!, toMs: timesMs[count - 1]! };
}

/** Returns the readings of a half-open span of device times. */
export function spanOf(block: ReadingBlock, fromMs: number, toMs: number): ReadingBlock {
  return sliceBlock(block, firstAtOrAfter(block, fromMs), firstAtOrAfter(block, toMs));
}

/**
 * Merges blocks of one device. While batches are being packed, a query can return a reading twice. Readings with the
 * same key are therefore identical, and the first is kept.
 */
export function mergeBlocks(blocks: readonly ReadingBlock[]): ReadingBlock {
  const filled = blocks.filter(({ count }) => count > 0);
  if (filled.length <= 1) return filled[0] ?? EMPTY_BLOCK;
  const sorted = [...filled].sort((a, b) => compareReadingKeys(a, 0, b, 0));
  const areConsecutive = sorted.every((block, b) => {
    const before = sorted[b - 1];
    return !before || compareReadingKeys(before, before.count - 1, block, 0) < 0;
  });
  return areConsecutive ? append(sorted) : interleave(sorted);
}

/** Concatenates blocks that follow one another, which is the usual case. */
function append(blocks: readonly ReadingBlock[]): ReadingBlock {
  const writer = new BlockWriter(blocks);
  for (const [b, { count }] of blocks.entries()) for (let i = 0; i < count; i++) writer.write(b, i);
  return writer.done();
}

function interleave(blocks: readonly ReadingBlock[]): ReadingBlock {
  const writer = new BlockWriter(blocks);
  const positions = blocks.flatMap(({ count }, b) =>
    Array.from({ length: count }, (_, i) => [b, i] as const),
  );
  positions.sort(([b, i], [c, j]) => compareReadingKeys(blocks[b]!, i, blocks[c]!, j));
  for (const [b, i] of positions) if (!writer.isLast(b, i)) writer.write(b, i);
  return writer.done();
}

/** Sorts readings by key. Of readings with the same key, the first is kept. */
export function sortBlock(block: ReadingBlock): ReadingBlock {
  const order = Array.from({ length: block.count }, (_, i) => i);
  // The sort is stable, so the first of equal keys stays the first.
  order.sort((i, j) => compareReadingKeys(block, i, block, j));
  const numberIndexes = order.filter(
    (i, place) => place === 0 || compareReadingKeys(block, order[place - 1]!, block, i) < 0,
  );
  return {
    ...block,
    count: numberIndexes.length,
    timesMs: Float64Array.from(numberIndexes, (i) => block.timesMs[i]!),
    seqs: Float64Array.from(numberIndexes, (i) => block.seqs[i]!),
    receivedMs: Float64Array.from(numberIndexes, (i) => block.receivedMs[i]!),
    shapeOf: Uint32Array.from(numberIndexes, (i) => block.shapeOf[i]!),
    starts: Uint32Array.from(numberIndexes, (i) => block.starts[i]!),
  };
}

/** Copies readings of several blocks into one. */
class BlockWriter {
  private readonly block: Omit<ReadingBlock, 'count'>;
  /** Indexes of shapes in the result, by block and shape. */
  private readonly shapeIndexes: readonly (readonly number[])[];
  private readonly widths: readonly number[];
  private count = 0;
  private next = 0;

  constructor(private readonly blocks: readonly ReadingBlock[]) {
    const list = new ShapeList();
    this.shapeIndexes = blocks.map((block) => block.shapes.map((shape) => list.indexOf(shape)));
    this.widths = list.shapes.map(({ numeric }) => numeric.length);
    let [total, numbers] = [0, 0];
    for (const [b, { count, shapeOf }] of blocks.entries()) {
      total += count;
      for (let i = 0; i < count; i++) numbers += this.widths[this.shapeIndexes[b]![shapeOf[i]!]!]!;
    }
    this.block = {
      timesMs: new Float64Array(total),
      seqs: new Float64Array(total),
      receivedMs: new Float64Array(total),
      shapes: list.shapes,
      shapeOf: new Uint32Array(total),
      starts: new Uint32Array(total),
      numbers: new Float64Array(numbers),
    };
  }

  /** Returns true when the last written reading has the same key as this one. */
  isLast(b: number, i: number): boolean {
    const { timesMs, seqs } = this.blocks[b]!;
    const last = this.count - 1;
    return last >= 0 && this.block.timesMs[last] === timesMs[i] && this.block.seqs[last] === seqs[i];
  }

  write(b: number, i: number): void {
    const [from, to] = [this.blocks[b]!, this.block];
    const at = this.count++;
    to.timesMs[at] = from.timesMs[i]!;
    to.seqs[at] = from.seqs[i]!;
    to.receivedMs[at] = from.receivedMs[i]!;
    const place = this.shapeIndexes[b]![from.shapeOf[i]!]!;
    to.shapeOf[at] = place;
    to.starts[at] = this.next;
    const width = this.widths[place]!;
    for (let k = 0, start = from.starts[i]!; k < width; k++)
      to.numbers[this.next++] = from.numbers[start + k]!;
  }

  done(): ReadingBlock {
    return sliceBlock({ count: this.block.timesMs.length, ...this.block }, 0, this.count);
  }
}

/** Returns a negative number when the first reading's key precedes the second's. */
export function compareReadingKeys(a: ReadingBlock, i: number, b: ReadingBlock, j: number): number {
  return a.timesMs[i]! - b.timesMs[j]! || a.seqs[i]! - b.seqs[j]!;
}
