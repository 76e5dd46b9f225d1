import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { type ChunkFacts } from '../../domain/readings/packing.js';
import type { Span } from '../../domain/readings/outcomes.js';
import type { ReadingBlock } from '../../domain/readings/reading-block.js';
import { bytesArray, plainArray } from '../array-literal.js';
import { decodeChunk, encodeChunk } from '../codec/chunk-codec.js';
import { loadExpectedIntervals } from '../gaps/declared-intervals.sql.js';
import {
  type ChunkState,
  deleteRollups,
  insertRollups,
  isRepackedSoon,
  type NewRollup,
  computeRollups,
} from './rollups.sql.js';
import { toInstant } from './stored-blocks.js';
import { toQueryFn } from '../transaction.js';

/** Maximum number of chunks per statement. With more, the statement would wait for their encoding. */
const CHUNKS_PER_STATEMENT = 64;

/** A stored chunk, identified by its key. */
export interface ChunkRow extends ChunkFacts {
  readonly deviceKey: number;
}

/** A span of a device's time. */
export interface DeviceSpan {
  readonly deviceKey: number;
  readonly span: Span;
}

/** Returns the chunks that begin within spans, by device and in order. Chunks of the same device never overlap. */
export async function listChunks(
  client: PoolClient,
  makerId: string,
  wanted: readonly DeviceSpan[],
): Promise<ChunkRow[]> {
  const { rows } = await client.query<{
    device_key: number;
    from_ms: number;
    to_ms: number;
    readings: number;
  }>(
    `select c.device_key, (extract(epoch from c.from_time) * 1000)::float8 as from_ms,
            (extract(epoch from c.to_time) * 1000)::float8 as to_ms, c.readings
       from unnest($2::int[], $3::timestamptz[], $4::timestamptz[]) as w (device_key, from_time, to_time)
       join reading_chunk c on c.maker_id = $1 and c.device_key = w.device_key and c.from_time >= w.from_time and c.from_time < w.to_time
      order by c.device_key, c.from_time`,
    [
      makerId,
      plainArray(wanted.map(({ deviceKey }) => deviceKey)),
      plainArray(wanted.map(({ span }) => toInstant(span.fromMs).toISOString())),
      plainArray(wanted.map(({ span }) => toInstant(span.toMs).toISOString())),
    ],
  );
  return rows.map((row) => ({
    deviceKey: row.device_key,
    fromMs: Math.round(row.from_ms),
    toMs: Math.round(row.to_ms),
    readings: row.readings,
  }));
}

/** Deletes chunks with their rollups and returns their readings. */
export async function takeChunks(
  client: PoolClient,
  makerId: string,
  chunks: readonly ChunkRow[],
): Promise<DeviceBlock[]> {
  if (chunks.length === 0) return [];
  await deleteRollups(client, makerId, chunks);
  const { rows } = await client.query<{ device_key: number; bytes: Buffer }>(
    `delete from reading_chunk c using unnest($2::int[], $3::timestamptz[]) as t (device_key, from_time)
      where c.maker_id = $1 and c.device_key = t.device_key and c.from_time = t.from_time returning c.device_key, c.bytes`,
    [
      makerId,
      plainArray(chunks.map(({ deviceKey }) => deviceKey)),
      plainArray(chunks.map(({ fromMs }) => toInstant(fromMs).toISOString())),
    ],
  );
  return rows.map(({ device_key, bytes }) => ({ deviceKey: device_key, block: decodeChunk(bytes) }));
}

/**
 * Marks chunks as packed in their final form, without rewriting them.
 * @returns the chunks that can't be marked, because they have no rollups and must be repacked
 */
export async function markFinal(
  client: PoolClient,
  makerId: string,
  chunks: readonly ChunkRow[],
): Promise<ChunkRow[]> {
  if (chunks.length === 0) return [];
  const { rows } = await client.query<{ position: string }>(
    `update reading_chunk c set settled = true
       from unnest($2::int[], $3::timestamptz[]) with ordinality as t (device_key, from_time, position)
      where c.maker_id = $1 and c.device_key = t.device_key and c.from_time = t.from_time
        and exists (select from reading_rollup r
                     where r.maker_id = c.maker_id and r.device_key = c.device_key and r.from_time = c.from_time)
     returning t.position`,
    [
      makerId,
      plainArray(chunks.map(({ deviceKey }) => deviceKey)),
      plainArray(chunks.map(({ fromMs }) => toInstant(fromMs).toISOString())),
    ],
  );
  const marked = new Set(rows.map(({ position }) => Number(position) - 1));
  return chunks.filter((_, c) => !marked.has(c));
}

/** Readings of one device. */
export interface DeviceBlock {
  readonly deviceKey: number;
  readonly block: ReadingBlock;
}

/**
 * Writes each device's readings as one chunk with its rollups. The readings must lie within one day and overlap no
 * other chunk. Yields to other work of the process between chunks.
 */
export async function insertChunks(
  client: PoolClient,
  makerId: string,
  blocks: readonly DeviceBlock[],
  state: ChunkState,
): Promise<void> {
  if (blocks.length === 0) return;
  const deviceKeys = [...new Set(blocks.map(({ deviceKey }) => deviceKey))];
  const expectedOf = await loadExpectedIntervals(toQueryFn(client), makerId, deviceKeys);
  for (let from = 0; from < blocks.length; from += CHUNKS_PER_STATEMENT) {
    const rows: NewChunk[] = [];
    const rollups: NewRollup[] = [];
    for (const { deviceKey, block } of blocks.slice(from, from + CHUNKS_PER_STATEMENT)) {
      rows.push(toChunk(deviceKey, block, state));
      rollups.push(...computeRollups(deviceKey, block, state, expectedOf(deviceKey)));
      await nextTurn();
    }
    await insertChunkRows(client, makerId, rows);
    await insertRollups(client, makerId, rollups);
  }
}

/** A chunk to be written. Times are in epoch milliseconds, and both ends are inclusive. */
export interface NewChunk {
  readonly deviceKey: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly receivedFromMs: number;
  readonly receivedToMs: number;
  readonly readings: number;
  readonly points: number;
  readonly isFinal: boolean;
  readonly bytes: Buffer;
}

/** Encodes a device's readings as a chunk. */
export function toChunk(deviceKey: number, block: ReadingBlock, state: ChunkState): NewChunk {
  let [receivedFromMs, receivedToMs, points] = [Infinity, -Infinity, 0];
  for (let i = 0; i < block.count; i++) {
    receivedFromMs = Math.min(receivedFromMs, block.receivedMs[i]!);
    receivedToMs = Math.max(receivedToMs, block.receivedMs[i]!);
    points += block.shapes[block.shapeOf[i]!]!.keys.length;
  }
  return {
    deviceKey,
    fromMs: block.timesMs[0]!,
    toMs: block.timesMs[block.count - 1]!,
    receivedFromMs,
    receivedToMs,
    readings: block.count,
    points,
    isFinal: state === 'final',
    bytes: encodeChunk(block, isRepackedSoon(state, block.count) ? 'fast' : 'small'),
  };
}

export async function insertChunkRows(
  client: PoolClient,
  makerId: string,
  rows: readonly NewChunk[],
): Promise<void> {
  if (rows.length === 0) return;
  const times = (timeOf: (row: NewChunk) => number): string =>
    plainArray(rows.map((row) => new Date(timeOf(row)).toISOString()));
  await client.query({
    name: 'insert_reading_chunks',
    text: `insert into reading_chunk (maker_id, device_key, from_time, to_time, received_from, received_to, readings, points, settled, bytes)
           select $1, * from unnest($2::int[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[],
             $7::int[], $8::int[], $9::boolean[], $10::bytea[])`,
    values: [
      makerId,
      plainArray(rows.map(({ deviceKey }) => deviceKey)),
      times(({ fromMs }) => fromMs),
      times(({ toMs }) => toMs),
      times(({ receivedFromMs }) => receivedFromMs),
      times(({ receivedToMs }) => receivedToMs),
      plainArray(rows.map(({ readings }) => readings)),
      plainArray(rows.map(({ points }) => points)),
      plainArray(rows.map(({ isFinal }) => isFinal)),
      bytesArray(rows.map(({ bytes }) => bytes)),
    ],
  });
}
