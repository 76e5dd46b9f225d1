import type { PoolClient } from 'pg';
import { type ChunkFacts } from '../domain/readings/packing.js';
import type { Span } from '../domain/readings/outcomes.js';
import type { ReadingBlock } from '../domain/readings/reading-block.js';
import { plainArray } from './array-literal.js';
import { decodeChunk, encodeChunk } from './codec/chunk-codec.js';
import type { Effort } from './codec/compression.js';
import { deleteRollups, insertRollups } from './rollups.sql.js';
import { toInstant } from './stored-blocks.js';

/** A stored chunk, by its key. */
export interface ChunkRow extends ChunkFacts {
  readonly deviceKey: number;
}

/** The chunks of devices that begin within their spans, in order. */
export async function listChunks(
  client: PoolClient,
  makerId: string,
  wanted: ReadonlyMap<number, Span>,
): Promise<ChunkRow[]> {
  const spans = [...wanted.values()];
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
      plainArray([...wanted.keys()]),
      plainArray(spans.map(({ fromMs }) => toInstant(fromMs).toISOString())),
      plainArray(spans.map(({ toMs }) => toInstant(toMs).toISOString())),
    ],
  );
  return rows.map((row) => ({
    deviceKey: row.device_key,
    fromMs: Math.round(row.from_ms),
    toMs: Math.round(row.to_ms),
    readings: row.readings,
  }));
}

/** Removes chunks with their rollups and hands over what they held. */
export async function takeChunks(
  client: PoolClient,
  makerId: string,
  chunks: readonly ChunkRow[],
): Promise<{ deviceKey: number; block: ReadingBlock }[]> {
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

/** Writes a device's readings as one chunk, and what they amount to; they lie within one day and reach into no other chunk. */
export async function insertChunk(
  client: PoolClient,
  makerId: string,
  deviceKey: number,
  block: ReadingBlock,
  effort: Effort,
): Promise<void> {
  let [receivedFrom, receivedTo, points] = [Infinity, -Infinity, 0];
  for (let i = 0; i < block.count; i++) {
    receivedFrom = Math.min(receivedFrom, block.receivedMs[i]!);
    receivedTo = Math.max(receivedTo, block.receivedMs[i]!);
    points += block.shapes[block.shapeOf[i]!]!.keys.length;
  }
  await client.query({
    name: 'insert_reading_chunk',
    text: `insert into reading_chunk (maker_id, device_key, from_time, to_time, received_from, received_to, readings, points, thorough, bytes)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      makerId,
      deviceKey,
      new Date(block.timesMs[0]!).toISOString(),
      new Date(block.timesMs[block.count - 1]!).toISOString(),
      new Date(receivedFrom).toISOString(),
      new Date(receivedTo).toISOString(),
      block.count,
      points,
      effort === 'thorough',
      encodeChunk(block, effort),
    ],
  });
  await insertRollups(client, makerId, deviceKey, block);
}
