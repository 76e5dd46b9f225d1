import { endianness } from 'node:os';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { mergeBlocks, sliceBlock, type ReadingBlock } from '../../domain/readings/reading-block.js';
import { parseShape, type Shape } from '../../domain/readings/shape.js';

/** Readings of many devices as they came in, column by column; grows reading by reading. */
export interface BatchColumns {
  readonly count: number;
  /** By reading. */
  readonly deviceKeys: Uint32Array;
  readonly shapes: readonly Shape[];
  readonly timesMs: Float64Array;
  readonly seqs: Float64Array;
  /** The numbers of all readings one after the other, each in the order of its shape. */
  readonly numbers: Float64Array;
}

const VERSION = 1;
const PACKED = 1;
/** The names in a batch of few readings outweigh its numbers; a large one is mostly numbers, and packing it costs more than it spares. */
const PACKED_UP_TO_BYTES = 16 * 1024;
const PREFIX_BYTES = 8;

if (endianness() !== 'LE')
  throw new Error('Readings are stored with the lowest byte first, as this machine has not');

/**
 * Writes a batch for the time until it is packed by device: names once, then the columns as they lie in memory. Writing it is
 * what every message waits for, so it must cost next to nothing.
 */
export function encodeBatch(columns: BatchColumns): Buffer {
  const { count, deviceKeys, timesMs, seqs, numbers } = columns;
  const places = new Map<Shape, number>();
  const shapeOf = Uint32Array.from(columns.shapes, (shape) => {
    let place = places.get(shape);
    if (place === undefined) places.set(shape, (place = places.size));
    return place;
  });
  const names = Buffer.from(JSON.stringify([...places.keys()].map(({ text }) => text)), 'utf8');
  const body = Buffer.concat([
    pad(names),
    bytesOf(timesMs),
    bytesOf(seqs),
    bytesOf(numbers),
    bytesOf(deviceKeys),
    bytesOf(shapeOf),
  ]);
  const isPacked = body.length <= PACKED_UP_TO_BYTES;
  const prefix = Buffer.alloc(PREFIX_BYTES + PREFIX_BYTES);
  prefix.writeUInt8(VERSION, 0);
  prefix.writeUInt8(isPacked ? PACKED : 0, 1);
  prefix.writeUInt32LE(count, 4);
  prefix.writeUInt32LE(names.length, 8);
  prefix.writeUInt32LE(numbers.length, 12);
  return Buffer.concat([prefix, isPacked ? deflateRawSync(body, { level: 1 }) : body]);
}

/**
 * Reads a batch.
 * @param receivedMs when it became durable: the receipt of all its readings
 * @param isWanted devices to read; all without it
 * @returns readings by device key, each in the order of their places
 */
export function decodeBatch(
  bytes: Buffer,
  receivedMs: number,
  isWanted: (deviceKey: number) => boolean = () => true,
): Map<number, ReadingBlock> {
  const batch = readColumns(bytes);
  /** By device, its place; those that are not wanted have -1. */
  const placeOf = new Map<number, number>();
  const deviceKeys: number[] = [];
  const counts: number[] = [];
  const places = new Int32Array(batch.count);
  for (let i = 0; i < batch.count; i++) {
    const key = batch.deviceKeys[i]!;
    let place = placeOf.get(key);
    if (place === undefined) {
      placeOf.set(key, (place = isWanted(key) ? counts.push(0) - 1 : -1));
      if (place >= 0) deviceKeys.push(key);
    }
    places[i] = place;
    if (place >= 0) counts[place]!++;
  }
  return new Map(splitByPlace(batch, places, counts, receivedMs).map((block, d) => [deviceKeys[d]!, block]));
}

/** The readings of each place. They share columns: arrays of their own for each of thousands of devices would cost more than the rest. */
function splitByPlace(
  batch: DecodedBatch,
  places: Int32Array,
  counts: readonly number[],
  receivedMs: number,
): ReadingBlock[] {
  const begins: number[] = [];
  let total = 0;
  for (const count of counts) {
    begins.push(total);
    total += count;
  }
  const timesMs = new Float64Array(total);
  const seqs = new Float64Array(total);
  const shapeOf = new Uint32Array(total);
  const starts = new Uint32Array(total);
  const next = [...begins];
  for (let i = 0; i < batch.count; i++) {
    const place = places[i]!;
    if (place < 0) continue;
    const at = next[place]!++;
    timesMs[at] = batch.timesMs[i]!;
    seqs[at] = batch.seqs[i]!;
    shapeOf[at] = batch.shapeOf[i]!;
    starts[at] = batch.starts[i]!;
  }
  const { shapes, numbers } = batch;
  const receipts = new Float64Array(total).fill(receivedMs);
  const all = { count: total, timesMs, seqs, receivedMs: receipts, shapes, shapeOf, starts, numbers };
  return begins.map((begin, p) => inOrder(sliceBlock(all, begin, begin + counts[p]!)));
}

interface DecodedBatch {
  readonly count: number;
  readonly shapes: readonly Shape[];
  readonly timesMs: Float64Array;
  readonly seqs: Float64Array;
  readonly numbers: Float64Array;
  readonly starts: Uint32Array;
  readonly deviceKeys: Uint32Array;
  readonly shapeOf: Uint32Array;
}

function readColumns(bytes: Buffer): DecodedBatch {
  if (bytes.readUInt8(0) !== VERSION) throw new RangeError('A batch of an unknown version');
  const isPacked = bytes.readUInt8(1) === PACKED;
  const count = bytes.readUInt32LE(4);
  const namesLength = bytes.readUInt32LE(8);
  const numberCount = bytes.readUInt32LE(12);
  const packed = bytes.subarray(PREFIX_BYTES + PREFIX_BYTES);
  const body = isPacked ? inflateRawSync(packed) : packed;
  const names = JSON.parse(body.toString('utf8', 0, namesLength)) as string[];
  let at = padded(namesLength);
  // Copied, because columns must begin at a multiple of their width and a view of the driver's buffer may not.
  const take = (length: number): ArrayBuffer => {
    const copy = new ArrayBuffer(length);
    body.copy(new Uint8Array(copy), 0, at, at + length);
    at += length;
    return copy;
  };
  const shapes = names.map(parseShape);
  const timesMs = new Float64Array(take(count * 8));
  const seqs = new Float64Array(take(count * 8));
  const numbers = new Float64Array(take(numberCount * 8));
  const deviceKeys = new Uint32Array(take(count * 4));
  const shapeOf = new Uint32Array(take(count * 4));
  const starts = new Uint32Array(count);
  let next = 0;
  for (let i = 0; i < count; i++) {
    starts[i] = next;
    next += shapes[shapeOf[i]!]!.numeric.length;
  }
  return { count, shapes, timesMs, seqs, numbers, starts, deviceKeys, shapeOf };
}

/** A device's readings come in order nearly always, and need no sorting then. */
function inOrder(block: ReadingBlock): ReadingBlock {
  for (let i = 1; i < block.count; i++) {
    const step = block.timesMs[i]! - block.timesMs[i - 1]! || block.seqs[i]! - block.seqs[i - 1]!;
    if (step <= 0)
      return mergeBlocks(Array.from({ length: block.count }, (_, j) => sliceBlock(block, j, j + 1)));
  }
  return block;
}

function bytesOf(column: Float64Array | Uint32Array): Buffer {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength);
}

function padded(length: number): number {
  return Math.ceil(length / PREFIX_BYTES) * PREFIX_BYTES;
}

function pad(bytes: Buffer): Buffer {
  return Buffer.concat([bytes], padded(bytes.length));
}
