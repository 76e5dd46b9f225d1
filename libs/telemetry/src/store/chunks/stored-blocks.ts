import type { Span } from '../../domain/readings/outcomes.js';
import { projectKeys, mergeBlocks, type ReadingBlock, spanOf } from '../../domain/readings/reading-block.js';
import { BATCH_COLUMNS, type BatchRow, decodeBatches, toBatch } from '../codec/batch-codec.js';
import { decodeChunk } from '../codec/chunk-codec.js';

/** Runs a query. Ingest uses its pool; the other apps use their transaction. */
export type QueryFn = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/** A packed segment of a device's time. Times are in epoch milliseconds, and both ends are inclusive. */
export interface PackedSegment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly readings: number;
}

/** Selection of readings in a span. */
export interface BlockChoice {
  /** The keys to return; all by default. Readings without any of them are included, with their time. */
  readonly keys?: ReadonlySet<string> | undefined;
  /** Whether to return only readings that evaluation has processed. Packed readings always have been. */
  readonly evaluatedOnly?: boolean;
  /**
   * Whether to return only packed readings. For one device among thousands, a maker's batches are much slower to read
   * than its chunks.
   */
  readonly packedOnly?: boolean;
}

/**
 * Bounds for times, because the calendars of PostgreSQL and JavaScript have different ranges. No reading is outside
 * these bounds.
 */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-01-01T00:00:00Z');

/** Limits a time to these bounds. */
export function toInstant(ms: number): Date {
  return new Date(Math.min(Math.max(ms, EARLIEST), LATEST));
}

/**
 * Loads readings of devices of one maker, each within its span, in order. Batches are read before chunks, so that
 * readings packed between the two queries are found twice, which merging corrects, and never missed.
 */
export async function loadBlocks(
  query: QueryFn,
  makerId: string,
  wanted: ReadonlyMap<number, Span>,
  { keys, evaluatedOnly = false, packedOnly = false }: BlockChoice = {},
): Promise<Map<number, ReadingBlock>> {
  if (wanted.size === 0) return new Map();
  const found = new Map<number, ReadingBlock[]>([...wanted.keys()].map((key) => [key, []]));
  const batches = packedOnly ? [] : await loadBatches(query, makerId, wanted, evaluatedOnly);
  for (const [deviceKey, block] of batches)
    found.get(deviceKey)!.push(keys ? projectKeys(block, keys) : block);
  for (const { device_key, bytes } of await loadChunks(query, makerId, wanted))
    found.get(device_key)!.push(decodeChunk(bytes, keys));
  return new Map(
    [...found].map(([deviceKey, blocks]) => {
      const { fromMs, toMs } = wanted.get(deviceKey)!;
      return [deviceKey, mergeBlocks(blocks.map((block) => spanOf(block, fromMs, toMs)))];
    }),
  );
}

async function loadBatches(
  query: QueryFn,
  makerId: string,
  wanted: ReadonlyMap<number, Span>,
  evaluatedOnly: boolean,
): Promise<Map<number, ReadingBlock>> {
  const spans = [...wanted.values()];
  const rows = await query<BatchRow>(
    `select ${BATCH_COLUMNS} from reading_batch
      where maker_id = $1 and device_keys && $2::int[] and to_time >= $3 and from_time < $4${evaluatedOnly ? ' and judged' : ''}
      order by batch_id`,
    [
      makerId,
      [...wanted.keys()],
      toInstant(Math.min(...spans.map(({ fromMs }) => fromMs))),
      toInstant(Math.max(...spans.map(({ toMs }) => toMs))),
    ],
  );
  return decodeBatches(rows.map(toBatch), (key) => wanted.has(key));
}

function loadChunks(
  query: QueryFn,
  makerId: string,
  wanted: ReadonlyMap<number, Span>,
): Promise<{ device_key: number; bytes: Buffer }[]> {
  return query(`select c.device_key, c.bytes from ${CHUNKS_IN_SPANS}`, spanParams(makerId, wanted));
}

/** Returns the packed segments of devices that touch their spans, in order. */
export async function listPackedSegments(
  query: QueryFn,
  makerId: string,
  wanted: ReadonlyMap<number, Span>,
): Promise<Map<number, PackedSegment[]>> {
  const rows = await query<{ device_key: number; from_ms: number; to_ms: number; readings: number }>(
    `select c.device_key, (extract(epoch from c.from_time) * 1000)::float8 as from_ms,
            (extract(epoch from c.to_time) * 1000)::float8 as to_ms, c.readings
       from ${CHUNKS_IN_SPANS} order by c.device_key, c.from_time`,
    spanParams(makerId, wanted),
  );
  const segments = new Map<number, PackedSegment[]>([...wanted.keys()].map((key) => [key, []]));
  for (const row of rows) {
    segments.get(row.device_key)!.push({
      fromMs: Math.round(row.from_ms),
      toMs: Math.round(row.to_ms),
      readings: row.readings,
    });
  }
  return segments;
}

/**
 * SQL for the chunks in spans. A chunk is at most one day long, so a bound on its start lets the key's index find it.
 */
export const CHUNKS_IN_SPANS = `unnest($2::int[], $3::timestamptz[], $4::timestamptz[]) as w (device_key, from_time, to_time)
  join reading_chunk c on c.maker_id = $1 and c.device_key = w.device_key
   and c.from_time > w.from_time - interval '1 day' and c.from_time < w.to_time and c.to_time >= w.from_time`;

/** Returns the parameters $1 to $4 of `CHUNKS_IN_SPANS`. */
export function spanParams(makerId: string, wanted: ReadonlyMap<number, Span>): unknown[] {
  const spans = [...wanted.values()];
  return [
    makerId,
    [...wanted.keys()],
    spans.map(({ fromMs }) => toInstant(fromMs)),
    spans.map(({ toMs }) => toInstant(toMs)),
  ];
}
