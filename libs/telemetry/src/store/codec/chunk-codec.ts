import type { ReadingBlock } from '../../domain/readings/reading-block.js';
import { parseShape, projectShape, type Shape } from '../../domain/readings/shape.js';
import { ByteReader, ByteWriter } from './bytes.js';
import type { Effort } from './column-form.js';
import { openPiece, writePiece } from './compression.js';
import { readIntegers, writeIntegers } from './integer-column.js';
import { readNumbers, writeNumbers } from './number-column.js';

/** Version of the encoding. Version 1 had fewer column forms, and is read like version 2. */
const VERSION = 2;
/**
 * Minimum number of readings for separate pieces. A smaller chunk is one piece, because separate pieces would cost more
 * than they save.
 */
const MIN_READINGS_FOR_PIECES = 1024;

/**
 * Encodes one device's readings as columns: times, sequence numbers, receipt times and shapes, then the numbers key by
 * key. Large chunks compress each key's column separately, so that a query for one signal unpacks only that signal.
 */
export function encodeChunk(block: ReadingBlock, effort: Effort = 'fast'): Buffer {
  const columns = splitColumns(block);
  const hasPieces = block.count >= MIN_READINGS_FOR_PIECES;
  const head = new ByteWriter(64 + block.count * 4);
  writeHead(head, block, [...columns.keys()], effort);
  const pieces = [head];
  for (const values of columns.values()) {
    const piece = hasPieces ? new ByteWriter(16 + values.length * 3) : head;
    writeNumbers(piece, values, effort);
    if (hasPieces) pieces.push(piece);
  }
  const out = new ByteWriter(1024);
  out.varint(VERSION);
  out.varint(pieces.length);
  for (const piece of pieces) writePiece(out, piece.done());
  return Buffer.from(out.done());
}

/**
 * Decodes a chunk.
 * @param wanted the keys to return; all by default. A reading without any of them is included with its time.
 */
export function decodeChunk(bytes: Buffer, wanted?: ReadonlySet<string>): ReadingBlock {
  const from = new ByteReader(bytes);
  const version = from.varint();
  if (version < 1 || version > VERSION) throw new RangeError('The chunk has an unknown version');
  const pieces = Array.from({ length: from.varint() }, () => openPiece(from));
  const head = new ByteReader(pieces[0]!());
  const { count, timesMs, seqs, receivedMs, shapes, shapeOf, keys } = readHead(head);
  const lengths = countNumbers(shapes, shapeOf, keys);
  const columns = new Map<string, Float64Array>();
  const isWanted = (key: string): boolean => !wanted || wanted.has(key);
  // Columns of one piece are consecutive, so the columns after the last wanted one are not read. If only texts are
  // wanted, no column is read.
  const end = keys.findLastIndex(isWanted) + 1;
  keys.slice(0, end).forEach((key, k) => {
    if (pieces.length === 1) {
      const values = readNumbers(head, lengths[k]!);
      if (isWanted(key)) columns.set(key, values);
    } else if (isWanted(key)) {
      columns.set(key, readNumbers(new ByteReader(pieces[1 + k]!()), lengths[k]!));
    }
  });
  const projectedShapes = wanted ? shapes.map((shape) => projectShape(shape, wanted)) : shapes;
  return {
    count,
    timesMs,
    seqs,
    receivedMs,
    shapes: projectedShapes,
    shapeOf,
    ...joinColumns(projectedShapes, shapeOf, columns),
  };
}

function writeHead(out: ByteWriter, block: ReadingBlock, keys: readonly string[], effort: Effort): void {
  const used = [...new Set(block.shapeOf)].sort((a, b) => a - b);
  const indexes = new Map(used.map((shape, place) => [shape, place]));
  out.varint(block.count);
  out.varint(used.length);
  for (const shape of used) out.text(block.shapes[shape]!.text);
  out.text(JSON.stringify(keys));
  writeIntegers(out, block.timesMs, effort);
  writeIntegers(out, block.seqs, effort);
  writeIntegers(out, block.receivedMs, effort);
  writeIntegers(
    out,
    Float64Array.from(block.shapeOf, (shape) => indexes.get(shape)!),
    effort,
  );
}

function readHead(head: ByteReader): {
  count: number;
  shapes: Shape[];
  keys: string[];
  timesMs: Float64Array;
  seqs: Float64Array;
  receivedMs: Float64Array;
  shapeOf: Uint32Array;
} {
  const count = head.varint();
  const shapes = Array.from({ length: head.varint() }, () => parseShape(head.text()));
  const keys = JSON.parse(head.text()) as string[];
  const timesMs = readIntegers(head, count);
  const seqs = readIntegers(head, count);
  const receivedMs = readIntegers(head, count);
  const shapeOf = Uint32Array.from(readIntegers(head, count));
  return { count, shapes, keys, timesMs, seqs, receivedMs, shapeOf };
}

/** Returns the numbers by key, in the order of the readings. */
function splitColumns(block: ReadingBlock): Map<string, Float64Array> {
  const keys = [...new Set(block.shapes.flatMap((shape) => shape.numeric.map((n) => shape.keys[n]!)))].sort();
  const lengths = countNumbers(block.shapes, block.shapeOf, keys);
  const columns = keys.map((_, k) => new Float64Array(lengths[k]!));
  const filled = new Uint32Array(keys.length);
  const columnsOf = block.shapes.map((shape) => shape.numeric.map((n) => keys.indexOf(shape.keys[n]!)));
  for (let i = 0; i < block.count; i++) {
    const start = block.starts[i]!;
    columnsOf[block.shapeOf[i]!]!.forEach((k, j) => {
      columns[k]![filled[k]!++] = block.numbers[start + j]!;
    });
  }
  return new Map(keys.flatMap((key, k) => (lengths[k]! > 0 ? [[key, columns[k]!] as const] : [])));
}

function joinColumns(
  shapes: readonly Shape[],
  shapeOf: Uint32Array,
  columns: ReadonlyMap<string, Float64Array>,
): { starts: Uint32Array; numbers: Float64Array } {
  const sources = [...columns.values()];
  const names = [...columns.keys()];
  const taken = new Uint32Array(sources.length);
  const sourcesOf = shapes.map((shape) => shape.numeric.map((n) => names.indexOf(shape.keys[n]!)));
  const starts = new Uint32Array(shapeOf.length);
  const numbers = new Float64Array(sources.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  for (let i = 0; i < shapeOf.length; i++) {
    starts[i] = next;
    for (const s of sourcesOf[shapeOf[i]!]!) numbers[next++] = sources[s]![taken[s]!++]!;
  }
  return { starts, numbers };
}

/** Returns, for each key, the number of readings with a number. */
function countNumbers(shapes: readonly Shape[], shapeOf: Uint32Array, keys: readonly string[]): Uint32Array {
  const readings = new Uint32Array(shapes.length);
  for (const shape of shapeOf) readings[shape]!++;
  const indexes = new Map(keys.map((key, k) => [key, k]));
  const counts = new Uint32Array(keys.length);
  shapes.forEach((shape, s) => {
    for (const n of shape.numeric) counts[indexes.get(shape.keys[n]!)!]! += readings[s]!;
  });
  return counts;
}
