import type { Quality } from '../native-format.js';
import { type Constant, projectShape, type Shape } from './shape.js';

/** Readings of one device in the order of their places (device time, then sequence number), column by column. */
export interface ReadingBlock {
  readonly count: number;
  /** Device times, epoch milliseconds. */
  readonly timesMs: Float64Array;
  /** As sent; negative where none was: then it is the identity of the content. */
  readonly seqs: Float64Array;
  /** When each became durable, epoch milliseconds. */
  readonly receivedMs: Float64Array;
  readonly shapes: readonly Shape[];
  /** By reading, the place of its shape in `shapes`. */
  readonly shapeOf: Uint32Array;
  /** By reading, where its numbers begin in `numbers`. */
  readonly starts: Uint32Array;
  /** The numbers of all readings, each in the order of its shape. */
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

/** A reading's value of a key: undefined where it has none. */
export function valueIn(block: ReadingBlock, index: number, key: string): number | Constant | undefined {
  const shape = block.shapes[block.shapeOf[index]!]!;
  const position = shape.keys.indexOf(key);
  if (position < 0) return undefined;
  const constant = shape.constants[position];
  return constant === undefined
    ? block.numbers[block.starts[index]! + shape.numeric.indexOf(position)]!
    : constant;
}

/** A reading's quality of a key; good where nothing else was said. */
export function qualityIn(block: ReadingBlock, index: number, key: string): Quality {
  const { keys, qualities } = block.shapes[block.shapeOf[index]!]!;
  return qualities?.[keys.indexOf(key)] ?? 0;
}

/** Whether two readings say the same, times and sequence numbers apart. */
export function saySame(a: ReadingBlock, i: number, b: ReadingBlock, j: number): boolean {
  const shape = a.shapes[a.shapeOf[i]!]!;
  if (shape.text !== b.shapes[b.shapeOf[j]!]!.text) return false;
  const [from, other] = [a.starts[i]!, b.starts[j]!];
  for (let k = 0; k < shape.numeric.length; k++)
    if (a.numbers[from + k] !== b.numbers[other + k]) return false;
  return true;
}

/** The values of some keys alone. A reading without any of them is there all the same, with its time. */
export function keepKeys(block: ReadingBlock, wanted: ReadonlySet<string>): ReadingBlock {
  const shapes = block.shapes.map((shape) => projectShape(shape, wanted));
  if (shapes.every((shape, s) => shape === block.shapes[s])) return block;
  /** By shape, which of its numbers stay. */
  const kept = block.shapes.map(({ keys, numeric }) =>
    numeric.flatMap((position, n) => (wanted.has(keys[position]!) ? [n] : [])),
  );
  const starts = new Uint32Array(block.count);
  const numbers = new Float64Array(block.numbers.length);
  let end = 0;
  for (let i = 0; i < block.count; i++) {
    starts[i] = end;
    for (const n of kept[block.shapeOf[i]!]!) numbers[end++] = block.numbers[block.starts[i]! + n]!;
  }
  return { ...block, shapes, starts, numbers: numbers.subarray(0, end) };
}

/** How many values of a block were received after an instant (epoch milliseconds). */
export function countReceivedAfter(
  { count, receivedMs, shapes, shapeOf }: ReadingBlock,
  afterMs: number,
): number {
  let values = 0;
  for (let i = 0; i < count; i++) if (receivedMs[i]! > afterMs) values += shapes[shapeOf[i]!]!.keys.length;
  return values;
}

/** The first place in a block whose device time is not before an instant. */
export function firstAtOrAfter({ timesMs, count }: ReadingBlock, timeMs: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timesMs[middle]! < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The readings from one place to before another; shares what it can with the block. */
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

/** The first and the last device time; of an empty block there is none. */
export function extentOf({ timesMs, count }: ReadingBlock): { fromMs: number; toMs: number } {
  return { fromMs: timesMs[0]!, toMs: timesMs[count - 1]! };
}

/** The readings of a half-open span of device times. */
export function spanOf(block: ReadingBlock, fromMs: number, toMs: number): ReadingBlock {
  return sliceBlock(block, firstAtOrAfter(block, fromMs), firstAtOrAfter(block, toMs));
}

/**
 * Several blocks of one device as one. Two readings of one place are one and the same (whoever reads while batches are being
 * packed may meet them twice); the first is kept.
 */
export function mergeBlocks(blocks: readonly ReadingBlock[]): ReadingBlock {
  const filled = blocks.filter(({ count }) => count > 0);
  if (filled.length <= 1) return filled[0] ?? EMPTY_BLOCK;
  const sorted = [...filled].sort((a, b) => comparePlaces(a, 0, b, 0));
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  const blockOf = new Uint32Array(total);
  const indexOf = new Uint32Array(total);
  let at = 0;
  let isInOrder = true;
  sorted.forEach((block, b) => {
    const previous = sorted[b - 1];
    if (previous && comparePlaces(previous, previous.count - 1, block, 0) >= 0) isInOrder = false;
    for (let i = 0; i < block.count; i++) {
      blockOf[at] = b;
      indexOf[at++] = i;
    }
  });
  const order = new Uint32Array(total);
  for (let i = 0; i < total; i++) order[i] = i;
  if (!isInOrder) {
    order.sort((x, y) => comparePlaces(sorted[blockOf[x]!]!, indexOf[x]!, sorted[blockOf[y]!]!, indexOf[y]!));
  }
  return gather(sorted, blockOf, indexOf, order, !isInOrder);
}

function gather(
  blocks: readonly ReadingBlock[],
  blockOf: Uint32Array,
  indexOf: Uint32Array,
  order: Uint32Array,
  mayRepeat: boolean,
): ReadingBlock {
  const shapes: Shape[] = [];
  const places = new Map<Shape, number>();
  const shapePlaces = blocks.map((block) =>
    block.shapes.map((shape) => {
      let place = places.get(shape);
      if (place === undefined) {
        places.set(shape, (place = shapes.length));
        shapes.push(shape);
      }
      return place;
    }),
  );
  const timesMs = new Float64Array(order.length);
  const seqs = new Float64Array(order.length);
  const receivedMs = new Float64Array(order.length);
  const shapeOf = new Uint32Array(order.length);
  const starts = new Uint32Array(order.length);
  const numbers = new Float64Array(
    order.reduce((sum, o) => sum + widthOf(blocks[blockOf[o]!]!, indexOf[o]!), 0),
  );
  let [count, next] = [0, 0];
  for (const o of order) {
    const block = blocks[blockOf[o]!]!;
    const i = indexOf[o]!;
    const [time, seq] = [block.timesMs[i]!, block.seqs[i]!];
    if (mayRepeat && count > 0 && timesMs[count - 1] === time && seqs[count - 1] === seq) continue;
    timesMs[count] = time;
    seqs[count] = seq;
    receivedMs[count] = block.receivedMs[i]!;
    shapeOf[count] = shapePlaces[blockOf[o]!]![block.shapeOf[i]!]!;
    starts[count++] = next;
    const from = block.starts[i]!;
    for (let k = widthOf(block, i), j = 0; j < k; j++) numbers[next++] = block.numbers[from + j]!;
  }
  return sliceBlock(
    { count: order.length, timesMs, seqs, receivedMs, shapes, shapeOf, starts, numbers },
    0,
    count,
  );
}

function widthOf(block: ReadingBlock, index: number): number {
  return block.shapes[block.shapeOf[index]!]!.numeric.length;
}

/** Below zero where the first reading's place comes before the second's. */
export function comparePlaces(a: ReadingBlock, i: number, b: ReadingBlock, j: number): number {
  return a.timesMs[i]! - b.timesMs[j]! || a.seqs[i]! - b.seqs[j]!;
}
