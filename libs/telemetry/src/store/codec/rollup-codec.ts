import type { Aggregate, Rollup } from '../../domain/readings/rollup.js';
import { ByteReader, ByteWriter } from './bytes.js';
import { compress, unpack } from './compression.js';
import { readIntegers, writeIntegers } from './integer-column.js';
import { readNumbers, writeNumbers } from './number-column.js';

const VERSION = 1;

/** Writes a rollup, each signal in a piece of its own. @param bucketMs the width of its buckets */
export function encodeRollup(rollup: Rollup, bucketMs: number): Buffer {
  const out = new ByteWriter(256 + rollup.size * 128);
  out.varint(VERSION);
  out.varint(bucketMs);
  out.varint(rollup.size);
  for (const [key, aggregates] of rollup) {
    const piece = new ByteWriter(64 + aggregates.length * 16);
    writeAggregates(piece, aggregates, bucketMs);
    const raw = piece.done();
    const packed = compress(raw, 'quick');
    out.text(key);
    out.varint(raw.length);
    out.sized(packed.length < raw.length ? packed : raw);
  }
  return Buffer.from(out.done());
}

/** Reads a rollup. @param wanted keys; all without it */
export function decodeRollup(bytes: Buffer, wanted?: ReadonlySet<string>): Rollup {
  const from = new ByteReader(bytes);
  if (from.varint() !== VERSION) throw new RangeError('A rollup of an unknown version');
  const bucketMs = from.varint();
  const rollup = new Map<string, Aggregate[]>();
  for (let left = from.varint(); left > 0; left--) {
    const key = from.text();
    const length = from.varint();
    const packed = from.sized();
    if (!wanted || wanted.has(key))
      rollup.set(key, readAggregates(new ByteReader(unpack(packed, length)), bucketMs));
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
}

function readAggregates(from: ByteReader, bucketMs: number): Aggregate[] {
  const length = from.varint();
  const starts = readIntegers(from, length);
  const counts = readIntegers(from, length);
  const firstAt = readIntegers(from, length);
  const lastAt = readIntegers(from, length);
  const [first, last, min, max, mean, increase] = Array.from({ length: 6 }, () =>
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
