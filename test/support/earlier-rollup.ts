import { ByteWriter } from '../../libs/telemetry/src/store/codec/bytes.js';
import { writePiece } from '../../libs/telemetry/src/store/codec/compression.js';
import { writeIntegers } from '../../libs/telemetry/src/store/codec/integer-column.js';
import { writeNumbers } from '../../libs/telemetry/src/store/codec/number-column.js';
import type { Aggregate } from '../../libs/telemetry/src/domain/readings/rollups/rollup.js';

/** Encodes a rollup of one signal in the format of the previous version. */
export function encodeEarlierRollup(key: string, aggregates: readonly Aggregate[], bucketMs: number): Buffer {
  const out = new ByteWriter(4096);
  out.varint(1);
  out.varint(bucketMs);
  out.varint(1);
  out.varint(0);
  out.text(key);
  const piece = new ByteWriter(4096);
  const column = (valueOf: (aggregate: Aggregate) => number): Float64Array =>
    Float64Array.from(aggregates, valueOf);
  piece.varint(aggregates.length);
  for (const valueOf of [
    ({ startMs }: Aggregate) => startMs / bucketMs,
    ({ count }: Aggregate) => count,
    ({ firstAt, startMs }: Aggregate) => firstAt - startMs,
    ({ lastAt, startMs }: Aggregate) => lastAt - startMs,
  ])
    writeIntegers(piece, column(valueOf));
  for (const name of ['first', 'last', 'min', 'max', 'mean', 'increase'] as const)
    writeNumbers(
      piece,
      column((aggregate) => aggregate[name]),
    );
  writePiece(out, piece.done());
  return Buffer.from(out.done());
}
