import { LONGEST_HOLD_MS } from '../../domain/readings/rollups/longest-hold.js';
import type { Aggregate, Rollup } from '../../domain/readings/rollups/rollup.js';
import { ByteReader, ByteWriter } from './bytes.js';
import { openPiece, writePiece } from './compression.js';
import { readIntegers, skipIntegers, writeIntegers } from './integer-column.js';
import { readNumbers, skipNumbers, writeNumbers } from './number-column.js';

/** Version without `heldMs` and `longestHoldMs`, with means computed by the earlier method. */
const EARLIER_VERSION = 1;
const VERSION = 2;
/**
 * Minimum number of aggregates for separate pieces. A smaller rollup is one piece, because separate pieces would cost
 * more than they save.
 */
const MIN_AGGREGATES_FOR_PIECES = 512;

/** Encodes a rollup. In a large rollup, each signal is a separate piece. @param bucketMs width of the buckets */
export function encodeRollup(rollup: Rollup, bucketMs: number): Buffer {
  const aggregates = [...rollup.values()].reduce((sum, { length }) => sum + length, 0);
  const hasPieces = aggregates >= MIN_AGGREGATES_FOR_PIECES;
  const out = new ByteWriter(256 + rollup.size * 128);
  out.varint(VERSION);
  out.varint(bucketMs);
  out.varint(rollup.size);
  out.varint(hasPieces ? 1 : 0);
  for (const key of rollup.keys()) out.text(key);
  let piece = new ByteWriter(1024);
  for (const keyAggregates of rollup.values()) {
    writeAggregates(piece, keyAggregates, bucketMs);
    if (!hasPieces) continue;
    writePiece(out, piece.done());
    piece = new ByteWriter(1024);
  }
  if (!hasPieces) writePiece(out, piece.done());
  return Buffer.from(out.done());
}

/** Decodes a rollup. @param wanted keys; all by default */
export function decodeRollup(bytes: Buffer, wanted?: ReadonlySet<string>): Rollup {
  const from = new ByteReader(bytes);
  const version = from.varint();
  if (version !== VERSION && version !== EARLIER_VERSION)
    throw new RangeError('The rollup has an unknown version');
  const form = version === VERSION ? CURRENT_FORM : EARLIER_FORM;
  const bucketMs = from.varint();
  const size = from.varint();
  const hasPieces = from.varint() === 1;
  const keys = Array.from({ length: size }, () => from.text());
  const shared = hasPieces ? undefined : new ByteReader(openPiece(from)());
  const rollup = new Map<string, Aggregate[]>();
  for (const key of keys) {
    const isWanted = !wanted || wanted.has(key);
    if (shared) {
      if (isWanted) rollup.set(key, form.read(shared, bucketMs));
      else skipAggregates(shared, form);
      continue;
    }
    const unpacked = openPiece(from);
    if (isWanted) rollup.set(key, form.read(new ByteReader(unpacked()), bucketMs));
  }
  return rollup;
}

function writeAggregates(out: ByteWriter, aggregates: readonly Aggregate[], bucketMs: number): void {
  const column = (valueOf: (aggregate: Aggregate) => number): Float64Array =>
    Float64Array.from(aggregates, valueOf);
  out.varint(aggregates.length);
  writeIntegers(
    out,
    column(({ startMs }) => startMs / bucketMs),
  );
  writeIntegers(
    out,
    column(({ count }) => count),
  );
  writeIntegers(
    out,
    column(({ firstAt, startMs }) => firstAt - startMs),
  );
  writeIntegers(
    out,
    column(({ lastAt, startMs }) => lastAt - startMs),
  );
  writeNumbers(
    out,
    column(({ first }) => first),
  );
  writeNumbers(
    out,
    column(({ last }) => last),
  );
  writeNumbers(
    out,
    column(({ min }) => min),
  );
  writeNumbers(
    out,
    column(({ max }) => max),
  );
  writeNumbers(
    out,
    column(({ mean }) => mean),
  );
  writeNumbers(
    out,
    column(({ increase }) => increase),
  );
  writeIntegers(
    out,
    column(({ heldMs }) => heldMs),
  );
  writeIntegers(
    out,
    column(({ longestHoldMs }) => longestHoldMs),
  );
  writeIntegers(
    out,
    column(({ isEarlier }) => Number(isEarlier)),
  );
}

/** Number of columns in every version: integers, then numbers. */
const INTEGERS = 4;
const NUMBERS = 6;

/** The layout of a version's aggregates. */
interface Form {
  /** Number of integer columns after the common ones. */
  readonly holds: number;
  read(from: ByteReader, bucketMs: number): Aggregate[];
}

const EARLIER_FORM: Form = {
  holds: 0,
  read: (from, bucketMs) =>
    readCommon(from, bucketMs).map((aggregate) => ({
      ...aggregate,
      heldMs: aggregate.lastAt - aggregate.firstAt,
      longestHoldMs: LONGEST_HOLD_MS,
      isEarlier: true,
    })),
};

const CURRENT_FORM: Form = {
  holds: 3,
  read(from, bucketMs) {
    const common = readCommon(from, bucketMs);
    const held = readIntegers(from, common.length);
    const longest = readIntegers(from, common.length);
    const earlier = readIntegers(from, common.length);
    return common.map((aggregate, i) => ({
      ...aggregate,
      heldMs: held[i]!,
      longestHoldMs: longest[i]!,
      isEarlier: earlier[i] === 1,
    }));
  },
};

function skipAggregates(from: ByteReader, { holds: extraColumns }: Form): void {
  const length = from.varint();
  for (let column = 0; column < INTEGERS; column++) skipIntegers(from, length);
  for (let column = 0; column < NUMBERS; column++) skipNumbers(from, length);
  for (let column = 0; column < extraColumns; column++) skipIntegers(from, length);
}

function readCommon(
  from: ByteReader,
  bucketMs: number,
): Omit<Aggregate, 'heldMs' | 'longestHoldMs' | 'isEarlier'>[] {
  const length = from.varint();
  const starts = readIntegers(from, length);
  const counts = readIntegers(from, length);
  const firstAt = readIntegers(from, length);
  const lastAt = readIntegers(from, length);
  const [first, last, min, max, mean, increase] = Array.from({ length: NUMBERS }, () =>
    readNumbers(from, length),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  return Array.from({ length }, (_, i) => {
    const startMs = starts[i]! * bucketMs;
    return {
      startMs,
      count: counts[i]!,
      firstAt: startMs + firstAt[i]!,
      lastAt: startMs + lastAt[i]!,
      first: first[i]!,
      last: last[i]!,
      min: min[i]!,
      max: max[i]!,
      mean: mean[i]!,
      increase: increase[i]!,
    };
  });
}
