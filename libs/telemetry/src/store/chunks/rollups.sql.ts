import { brotliDecompressSync } from 'node:zlib';
import type { PoolClient } from 'pg';
import type { ExpectedInterval } from '../../domain/readings/rollups/longest-hold.js';
import {
  computeRollup,
  type Resolution,
  RESOLUTIONS,
  type Rollup,
} from '../../domain/readings/rollups/rollup.js';
import type { Span } from '../../domain/readings/outcomes.js';
import { mergeBlocks, type ReadingBlock, spanOf } from '../../domain/readings/reading-block.js';
import { computeTimeline, type Timeline, computeStoredTimeline } from '../../domain/gaps/timeline.js';
import { bytesArray, plainArray } from '../array-literal.js';
import {
  BATCH_COLUMNS,
  type BatchRow,
  decodeBatches,
  type StoredBatch,
  toBatch,
} from '../codec/batch-codec.js';
import { decodeChunk } from '../codec/chunk-codec.js';
import { compress } from '../codec/compression.js';
import { encodeRollup } from '../codec/rollup-codec.js';
import { type QueryFn, CHUNKS_IN_SPANS, loadBlocks, spanParams, toInstant } from './stored-blocks.js';

/** Resolution value of a chunk's timeline. */
const TIMELINE = 0;
/** Minimum number of readings per bucket. With fewer, a rollup is nearly as large as the readings. */
const MIN_READINGS_PER_BUCKET = 8;
/**
 * Minimum number of readings in a chunk. With fewer, unpacking them costs less than a rollup: charts show days by
 * minute, months by hour and years by day.
 */
const MIN_READINGS: Readonly<Record<Resolution, number>> = { 60: 15_000, 3600: 500, 86_400: 50 };
/** Minimum number of readings of a fresh chunk with rollups. A smaller one is soon merged with others. */
const MIN_FRESH_READINGS = 4096;

/** State of a chunk: its readings are fresh, imported, or packed in their final form. */
export type ChunkState = 'fresh' | 'imported' | 'final';

/** A rollup of a chunk at one resolution. */
export interface NewRollup {
  readonly deviceKey: number;
  /** Bucket width in seconds; 0 for the timeline. */
  readonly resolution: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly bytes: Buffer;
  readonly meanMethod: MeanMethod;
}

/**
 * Method by which a rollup's means were computed. `outdated`: the earlier method; the rollup will be recomputed if its
 * readings still exist. `earlier`: the earlier method; the rollup keeps it, because readings were purged.
 * `present`: the current method.
 */
export const MEAN_METHODS = { outdated: 0, earlier: 1, present: 2 } as const;
export type MeanMethod = (typeof MEAN_METHODS)[keyof typeof MEAN_METHODS];

/** Returns the method of a rollup: the earlier one if any of the aggregates was computed by it. */
export function meanMethodOf(rollup: Rollup): MeanMethod {
  const hasEarlier = [...rollup.values()].some((aggregates) => aggregates.some(({ isEarlier }) => isEarlier));
  return hasEarlier ? MEAN_METHODS.earlier : MEAN_METHODS.present;
}

/** Returns true when a chunk will soon be repacked, so that additional work would be wasted. */
export function isRepackedSoon(state: ChunkState, readings: number): boolean {
  return state === 'fresh' && readings < MIN_FRESH_READINGS;
}

/**
 * Computes a chunk's rollups if they are worth storing. For a chunk that will soon be repacked, unpacking the readings
 * is cheaper.
 */
export function computeRollups(
  deviceKey: number,
  block: ReadingBlock,
  state: ChunkState,
  expected: ExpectedInterval,
): NewRollup[] {
  if (isRepackedSoon(state, block.count)) return [];
  const rollups: { resolution: number; bytes: Buffer }[] = [];
  for (const resolution of RESOLUTIONS) {
    if (block.count < MIN_READINGS[resolution]) continue;
    const rollup = computeRollup(block, resolution * 1000, undefined, expected);
    const buckets = Math.max(0, ...[...rollup.values()].map(({ length }) => length));
    if (buckets > 0 && block.count >= buckets * MIN_READINGS_PER_BUCKET)
      rollups.push({ resolution, bytes: encodeRollup(rollup, resolution * 1000) });
  }
  const timeline = computeTimeline(block);
  if (timeline) rollups.push({ resolution: TIMELINE, bytes: packTimeline(timeline) });
  const [fromMs, toMs] = [block.timesMs[0]!, block.timesMs[block.count - 1]!];
  return rollups.map((one) => ({ deviceKey, fromMs, toMs, meanMethod: MEAN_METHODS.present, ...one }));
}

export async function insertRollups(
  client: PoolClient,
  makerId: string,
  rollups: readonly NewRollup[],
): Promise<void> {
  if (rollups.length === 0) return;
  await client.query({
    name: 'insert_reading_rollups',
    text: `insert into reading_rollup (maker_id, device_key, resolution, from_time, to_time, bytes, mean_method)
           select $1, * from unnest($2::int[], $3::int[], $4::timestamptz[], $5::timestamptz[], $6::bytea[], $7::smallint[])`,
    values: [
      makerId,
      plainArray(rollups.map(({ deviceKey }) => deviceKey)),
      plainArray(rollups.map(({ resolution }) => resolution)),
      plainArray(rollups.map(({ fromMs }) => new Date(fromMs).toISOString())),
      plainArray(rollups.map(({ toMs }) => new Date(toMs).toISOString())),
      bytesArray(rollups.map(({ bytes }) => bytes)),
      plainArray(rollups.map(({ meanMethod }) => meanMethod)),
    ],
  });
}

/** Deletes the rollups of chunks that are being repacked. */
export async function deleteRollups(
  client: PoolClient,
  makerId: string,
  chunks: readonly { readonly deviceKey: number; readonly fromMs: number }[],
): Promise<void> {
  await client.query(
    `delete from reading_rollup r using unnest($2::int[], $3::timestamptz[]) as t (device_key, from_time)
      where r.maker_id = $1 and r.device_key = t.device_key and r.from_time = t.from_time`,
    [
      makerId,
      plainArray(chunks.map(({ deviceKey }) => deviceKey)),
      plainArray(chunks.map(({ fromMs }) => toInstant(fromMs).toISOString())),
    ],
  );
}

/**
 * A stored piece: a batch with readings of many devices, a chunk, or a rollup. Chunks and rollups contain the first and
 * last device time of their readings.
 */
export interface StoredPiece extends BatchRow {
  readonly kind: 'batch' | 'rollup' | 'chunk';
  readonly device_key: number | null;
  readonly from_ms: number | null;
  readonly to_ms: number | null;
}

/** SQL for the first and the last device time of a row. */
function extentOf(row: string): string {
  return ['from_time', 'to_time']
    .map((column) => `(extract(epoch from ${row}.${column}) * 1000)::float8`)
    .join(', ');
}

/**
 * Loads all data that covers the spans in one query, so that nothing is returned twice during packing. Returns rollups
 * if they exist, and readings otherwise.
 */
export function loadPieces(
  query: QueryFn,
  makerId: string,
  wanted: ReadonlyMap<number, Span>,
  resolution: number,
): Promise<StoredPiece[]> {
  const spans = [...wanted.values()];
  return query(
    `select 'batch' as kind, null::int as device_key, null::float8 as from_ms, null::float8 as to_ms, ${BATCH_COLUMNS}
       from reading_batch where maker_id = $1 and device_keys && $2::int[] and to_time >= $6 and from_time < $7
     union all
     select 'rollup', r.device_key, ${extentOf('r')}, 0, r.bytes
       from unnest($2::int[], $3::timestamptz[], $4::timestamptz[]) as w (device_key, from_time, to_time)
       join reading_rollup r on r.maker_id = $1 and r.device_key = w.device_key and r.resolution = $5
        and r.from_time > w.from_time - interval '1 day' and r.from_time < w.to_time and r.to_time >= w.from_time
     union all
     select 'chunk', c.device_key, ${extentOf('c')}, 0, c.bytes
       from ${CHUNKS_IN_SPANS} and not exists (select from reading_rollup r where r.maker_id = c.maker_id
         and r.device_key = c.device_key and r.resolution = $5 and r.from_time = c.from_time)`,
    [
      ...spanParams(makerId, wanted),
      resolution,
      toInstant(Math.min(...spans.map(({ fromMs }) => fromMs))),
      toInstant(Math.max(...spans.map(({ toMs }) => toMs))),
    ],
  );
}

/** Loads, by device, the timelines of its span in order. Their segments don't overlap. */
export async function loadTimelines(
  query: QueryFn,
  makerId: string,
  wanted: ReadonlyMap<number, Span>,
): Promise<Map<number, Timeline[]>> {
  const found = new Map(
    [...wanted.keys()].map((key) => [key, { timelines: [] as Timeline[], fresh: [] as ReadingBlock[] }]),
  );
  const batches: StoredBatch[] = [];
  for (const piece of await loadPieces(query, makerId, wanted, TIMELINE)) {
    if (piece.kind === 'batch') batches.push(toBatch(piece));
    else if (piece.kind === 'rollup')
      found.get(piece.device_key!)!.timelines.push(unpackTimeline(piece.bytes));
    else found.get(piece.device_key!)!.fresh.push(decodeChunk(piece.bytes, new Set(['state'])));
  }
  for (const [deviceKey, block] of decodeBatches(batches, (key) => wanted.has(key)))
    found.get(deviceKey)!.fresh.push(block);
  const joined = new Map<number, Timeline[]>();
  for (const [deviceKey, { timelines, fresh }] of found) {
    const { fromMs, toMs } = wanted.get(deviceKey)!;
    const block = mergeBlocks(fresh.map((part) => spanOf(part, fromMs, toMs)));
    joined.set(deviceKey, await addReadings(query, makerId, deviceKey, timelines, block));
  }
  return joined;
}

/**
 * Merges the timelines of packed segments with those of other readings. Segments that overlap other readings are
 * unpacked.
 */
async function addReadings(
  query: QueryFn,
  makerId: string,
  deviceKey: number,
  timelines: readonly Timeline[],
  block: ReadingBlock,
): Promise<Timeline[]> {
  const sortTimelines = (all: readonly Timeline[]): Timeline[] =>
    [...all].sort((a, b) => a.firstAt - b.firstAt);
  if (block.count === 0) return sortTimelines(timelines);
  const [first, last] = [block.timesMs[0]!, block.timesMs[block.count - 1]!];
  const apart = timelines.filter(({ firstAt, lastAt }) => lastAt < first || firstAt > last);
  const among = timelines.filter((timeline) => !apart.includes(timeline));
  const overlapSpan = {
    fromMs: Math.min(first, ...among.map(({ firstAt }) => firstAt)),
    toMs: Math.max(last, ...among.map(({ lastAt }) => lastAt)) + 1,
  };
  const packed =
    among.length > 0
      ? await loadBlocks(query, makerId, new Map([[deviceKey, overlapSpan]]), { keys: new Set(['state']) })
      : new Map<number, ReadingBlock>();
  const rest = computeStoredTimeline(mergeBlocks([block, ...packed.values()]));
  return sortTimelines(rest ? [...apart, rest] : apart);
}

function packTimeline(timeline: Timeline): Buffer {
  return compress(Buffer.from(JSON.stringify(timeline)));
}

function unpackTimeline(bytes: Buffer): Timeline {
  return JSON.parse(brotliDecompressSync(bytes).toString('utf8')) as Timeline;
}
