import { endianness } from 'node:os';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  compareReadingKeys,
  sliceBlock,
  sortBlock,
  type ReadingBlock,
} from '../../domain/readings/reading-block.js';
import { parseShape, type Shape, ShapeList } from '../../domain/readings/shape.js';

/** Readings of many devices in order of arrival, stored by column. */
export interface BatchColumns {
  readonly count: number;
  /** Device keys by reading. */
  readonly deviceKeys: Uint32Array;
  readonly shapes: readonly Shape[];
  readonly timesMs: Float64Array;
  readonly seqs: Float64Array;
  /** The numbers of all readings, each in the order of its shape's keys. */
  readonly numbers: Float64Array;
}

const VERSION = 1;
const PACKED = 1;
/**
 * Maximum size of a batch that is compressed. In a small batch, the names take more space than the numbers; in a large
 * batch, compression costs more than it saves.
 */
const PACKED_UP_TO_BYTES = 16 * 1024;
const PREFIX_BYTES = 8;

if (endianness() !== 'LE')
  throw new Error('This machine is big-endian, but readings are stored in little-endian order');

/**
 * Encodes a batch, which is stored in this form until it is packed by device: first each name once, then the columns as
 * in memory. Every message waits for the encoding, so the encoding must be fast.
 */
export function encodeBatch(columns: BatchColumns): Buffer {
  const { count, deviceKeys, timesMs, seqs, numbers } = columns;
  const list = new ShapeList();
  const shapeOf = Uint32Array.from(columns.shapes, (shape) => list.indexOf(shape));
  const names = Buffer.from(JSON.stringify(list.shapes.map(({ text }) => text)), 'utf8');
  const body = Buffer.concat([
    padBytes(names),
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

/** A stored batch. */
export interface StoredBatch {
  readonly bytes: Buffer;
  /** Receipt time of all its readings in epoch milliseconds. */
  readonly receivedMs: number;
}

/** A batch as returned by SQL. */
export interface BatchRow {
  readonly bytes: Buffer;
  /** Receipt time in epoch milliseconds, as computed by PostgreSQL. The fraction is meaningless. */
  readonly received_ms: number;
}

/** The columns of a `BatchRow`. */
export const BATCH_COLUMNS = '(extract(epoch from received_at) * 1000)::float8 as received_ms, bytes';

export function toBatch({ bytes, received_ms }: BatchRow): StoredBatch {
  return { bytes, receivedMs: Math.round(received_ms) };
}

/**
 * Decodes batches, oldest first.
 * @param isWanted selects devices; all by default
 * @returns readings by device key, each ordered by key; of readings with the same key, the first is kept
 */
export function decodeBatches(
  batches: readonly StoredBatch[],
  isWanted: (deviceKey: number) => boolean = () => true,
): Map<number, ReadingBlock> {
  const opened = batches.map(openBatch);
  const numbers = new Float64Array(opened.reduce((sum, { numberCount }) => sum + numberCount, 0));
  const counts = countByDevice(opened, isWanted);
  const columns = new DeviceColumns(counts, numbers);
  let firstNumber = 0;
  for (const batch of opened) {
    batch.copyNumbers(numbers, firstNumber);
    columns.take(batch, firstNumber);
    firstNumber += batch.numberCount;
  }
  return columns.done();
}

function countByDevice(
  batches: readonly OpenBatch[],
  isWanted: (deviceKey: number) => boolean,
): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { deviceKeys } of batches)
    for (const key of deviceKeys) counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const key of counts.keys()) if (!isWanted(key)) counts.delete(key);
  return counts;
}

/**
 * Readings of batches grouped by device. Devices share the columns, because separate arrays per device and batch would
 * cost more than everything else with thousands of devices.
 */
class DeviceColumns {
  private readonly timesMs: Float64Array;
  private readonly seqs: Float64Array;
  private readonly receivedMs: Float64Array;
  private readonly shapeOf: Uint32Array;
  private readonly starts: Uint32Array;
  private readonly list = new ShapeList();
  /** Index of each device's next reading. */
  private readonly next = new Map<number, number>();

  constructor(
    private readonly counts: ReadonlyMap<number, number>,
    private readonly numbers: Float64Array,
  ) {
    let total = 0;
    for (const [key, count] of counts) {
      this.next.set(key, total);
      total += count;
    }
    this.timesMs = new Float64Array(total);
    this.seqs = new Float64Array(total);
    this.receivedMs = new Float64Array(total);
    this.shapeOf = new Uint32Array(total);
    this.starts = new Uint32Array(total);
  }

  /** @param firstNumber index of the batch's first number in the shared array */
  take(batch: OpenBatch, firstNumber: number): void {
    const places = batch.shapes.map((shape) => this.list.indexOf(shape));
    const widths = batch.shapes.map(({ numeric }) => numeric.length);
    let start = firstNumber;
    for (let i = 0; i < batch.count; i++) {
      const shape = batch.shapeOf[i]!;
      const key = batch.deviceKeys[i]!;
      const at = this.next.get(key);
      if (at !== undefined) {
        this.next.set(key, at + 1);
        this.timesMs[at] = batch.timesMs[i]!;
        this.seqs[at] = batch.seqs[i]!;
        this.receivedMs[at] = batch.receivedMs;
        this.shapeOf[at] = places[shape]!;
        this.starts[at] = start;
      }
      start += widths[shape]!;
    }
  }

  done(): Map<number, ReadingBlock> {
    const { timesMs, seqs, receivedMs, shapeOf, starts, numbers } = this;
    const { shapes } = this.list;
    const all = { count: timesMs.length, timesMs, seqs, receivedMs, shapes, shapeOf, starts, numbers };
    const blocks = new Map<number, ReadingBlock>();
    let from = 0;
    for (const [key, count] of this.counts) {
      blocks.set(key, sortReadings(sliceBlock(all, from, from + count)));
      from += count;
    }
    return blocks;
  }
}

interface OpenBatch {
  readonly count: number;
  readonly receivedMs: number;
  readonly shapes: readonly Shape[];
  readonly timesMs: Float64Array;
  readonly seqs: Float64Array;
  readonly numberCount: number;
  readonly deviceKeys: Uint32Array;
  readonly shapeOf: Uint32Array;
  /** Copies the numbers of all the batch's readings. */
  copyNumbers(into: Float64Array, at: number): void;
}

function openBatch({ bytes, receivedMs }: StoredBatch): OpenBatch {
  if (bytes.readUInt8(0) !== VERSION) throw new RangeError('The batch has an unknown version');
  const isPacked = bytes.readUInt8(1) === PACKED;
  const count = bytes.readUInt32LE(4);
  const namesLength = bytes.readUInt32LE(8);
  const numberCount = bytes.readUInt32LE(12);
  const packed = bytes.subarray(PREFIX_BYTES + PREFIX_BYTES);
  const body = isPacked ? inflateRawSync(packed) : packed;
  const names = JSON.parse(body.toString('utf8', 0, namesLength)) as string[];
  let at = computePaddedLength(namesLength);
  // The bytes are copied because columns must be aligned to their width, and a view of the driver's buffer may not be.
  const take = (length: number): ArrayBuffer => {
    const copy = new ArrayBuffer(length);
    body.copy(new Uint8Array(copy), 0, at, at + length);
    at += length;
    return copy;
  };
  const shapes = names.map(parseShape);
  const timesMs = new Float64Array(take(count * 8));
  const seqs = new Float64Array(take(count * 8));
  const numbers = body.subarray(at, (at += numberCount * 8));
  const deviceKeys = new Uint32Array(take(count * 4));
  const shapeOf = new Uint32Array(take(count * 4));
  return {
    count,
    receivedMs,
    shapes,
    timesMs,
    seqs,
    numberCount,
    deviceKeys,
    shapeOf,
    copyNumbers: (into, place) => numbers.copy(bytesOf(into), place * 8),
  };
}

/** Sorts readings if necessary. A device's readings are nearly always in order already. */
function sortReadings(block: ReadingBlock): ReadingBlock {
  for (let i = 1; i < block.count; i++)
    if (compareReadingKeys(block, i - 1, block, i) >= 0) return sortBlock(block);
  return block;
}

function bytesOf(column: Float64Array | Uint32Array): Buffer {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength);
}

function computePaddedLength(length: number): number {
  return Math.ceil(length / PREFIX_BYTES) * PREFIX_BYTES;
}

function padBytes(bytes: Buffer): Buffer {
  return Buffer.concat([bytes], computePaddedLength(bytes.length));
}
