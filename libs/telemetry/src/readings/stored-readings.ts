import { preparedQuery, type Transaction } from '#platform';
import type { DeviceSegment } from '../domain/export/portions.js';
import { EMPTY_BLOCK, type ReadingBlock, sliceBlock } from '../domain/readings/reading-block.js';
import type { Span } from '../domain/readings/outcomes.js';
import {
  type QueryFn,
  type BlockChoice,
  listPackedSegments,
  loadBlocks,
  type PackedSegment,
} from '../store/chunks/stored-blocks.js';
import { clipBlock, findVisibleSpans } from '../history/visible-spans.js';

/** Number of packed readings that are unpacked at the same time when iterating over a long span. */
const MAX_READINGS_IN_MEMORY = 20_000;

/** Returns readings of devices, each within its span, within the scope's visibility. */
export async function readBlocks(
  tx: Transaction,
  wanted: ReadonlyMap<number, Span>,
  choice: BlockChoice = {},
): Promise<Map<number, ReadingBlock>> {
  const blocks = await loadBlocks(toPreparedQueryFn(tx), tx.scope.makerId, wanted, choice);
  const visible = await findVisibleSpans(tx, [...wanted.keys()]);
  if (!visible) return blocks;
  return new Map([...blocks].map(([key, block]) => [key, clipBlock(block, visible.get(key) ?? [])]));
}

/** Returns a device's readings within a span. */
export async function readBlock(
  tx: Transaction,
  deviceKey: number,
  span: Span,
  keys?: ReadonlySet<string>,
): Promise<ReadingBlock> {
  return (await readBlocks(tx, new Map([[deviceKey, span]]), { keys })).get(deviceKey) ?? EMPTY_BLOCK;
}

/** Yields a device's readings within a span block by block, oldest first, with one block in memory at a time. */
export async function* blocksForward(
  tx: Transaction,
  deviceKey: number,
  span: Span,
  keys?: ReadonlySet<string>,
  readings = MAX_READINGS_IN_MEMORY,
): AsyncGenerator<ReadingBlock> {
  for (const part of await listSegments(tx, deviceKey, span, readings)) {
    const block = await readBlock(tx, deviceKey, part, keys);
    if (block.count > 0) yield block;
  }
}

/**
 * Like `blocksForward`, but with the newest block first. Within a block, the oldest reading still comes first.
 * @param readings approximate size of a block; 1 to search for a reading that is nearly always near
 */
export async function* blocksBackward(
  tx: Transaction,
  deviceKey: number,
  span: Span,
  keys?: ReadonlySet<string>,
  readings = MAX_READINGS_IN_MEMORY,
): AsyncGenerator<ReadingBlock> {
  for (const part of (await listSegments(tx, deviceKey, span, readings)).reverse()) {
    const block = await readBlock(tx, deviceKey, part, keys);
    if (block.count > 0) yield block;
  }
}

/**
 * Returns a device's first readings in a span: at least `limit` if the span has that many, and all readings of each
 * instant. `hasMore` is true if there may be more readings.
 */
export async function readFirst(
  tx: Transaction,
  deviceKey: number,
  span: Span,
  limit: number,
  keys?: ReadonlySet<string>,
): Promise<{ block: ReadingBlock; hasMore: boolean }> {
  const segments = await listSegments(tx, deviceKey, span, limit);
  for (const [p, part] of segments.entries()) {
    const block = await readBlock(tx, deviceKey, { fromMs: span.fromMs, toMs: part.toMs }, keys);
    const isLast = p === segments.length - 1;
    if (block.count < limit && !isLast) continue;
    let end = Math.min(limit, block.count);
    while (end > 0 && end < block.count && block.timesMs[end] === block.timesMs[end - 1]) end++;
    return { block: sliceBlock(block, 0, end), hasMore: end < block.count || !isLast };
  }
  return { block: EMPTY_BLOCK, hasMore: false };
}

/**
 * Shortens spans in which packed segments contain more than `limit` readings, so that a query for the first readings
 * unpacks no more than that.
 */
export async function limitSpans(
  tx: Transaction,
  wanted: ReadonlyMap<number, Span>,
  limit: number,
): Promise<Map<number, Span>> {
  const packedSegments = await listPackedSegments(toQueryFn(tx), tx.scope.makerId, wanted);
  return new Map(
    [...wanted].map(([deviceKey, span]) => [
      deviceKey,
      splitSpan(span, packedSegments.get(deviceKey)!, limit)[0]!,
    ]),
  );
}

/**
 * Splits the spans of devices so that each part contains about the given number of packed readings. Returns the parts
 * by device key, in order.
 */
export async function listDeviceSegments(
  tx: Transaction,
  wanted: ReadonlyMap<number, Span>,
  readings: number,
): Promise<Map<number, DeviceSegment[]>> {
  const packedSegments = await listPackedSegments(toQueryFn(tx), tx.scope.makerId, wanted);
  return new Map(
    [...wanted].map(([deviceKey, span]) => [
      deviceKey,
      splitSpan(span, packedSegments.get(deviceKey)!, readings),
    ]),
  );
}

/** Returns the approximate number of packed readings in the spans of devices, by device key. */
export async function countPacked(
  tx: Transaction,
  wanted: ReadonlyMap<number, Span>,
): Promise<Map<number, number>> {
  const packedSegments = await listPackedSegments(toQueryFn(tx), tx.scope.makerId, wanted);
  return new Map(
    [...packedSegments].map(([deviceKey, of]) => [
      deviceKey,
      of.reduce((sum, { readings }) => sum + readings, 0),
    ]),
  );
}

async function listSegments(
  tx: Transaction,
  deviceKey: number,
  span: Span,
  readings: number,
): Promise<DeviceSegment[]> {
  return (await listDeviceSegments(tx, new Map([[deviceKey, span]]), readings)).get(deviceKey)!;
}

/**
 * Splits a span at the starts of packed segments, so that each part contains about the given number of readings and no
 * segment is unpacked twice.
 */
function splitSpan(span: Span, packedSegments: readonly PackedSegment[], readings: number): DeviceSegment[] {
  const segments: DeviceSegment[] = [];
  let fromMs = span.fromMs;
  let readingCount = 0;
  for (const packed of packedSegments) {
    if (readingCount >= readings && packed.fromMs > fromMs) {
      segments.push({ fromMs, toMs: packed.fromMs, readings: readingCount });
      fromMs = packed.fromMs;
      readingCount = 0;
    }
    readingCount += packed.readings;
  }
  segments.push({ fromMs, toMs: span.toMs, readings: readingCount });
  return segments;
}

/** Returns a query function that runs in the transaction and its scope. */
export function toQueryFn(tx: Transaction): QueryFn {
  return <Row>(text: string, values: readonly unknown[]) => tx.manager.query<Row[]>(text, [...values]);
}

/** Like `toQueryFn`, but with prepared statements. Use it only for queries with a few fixed texts. */
export function toPreparedQueryFn(tx: Transaction): QueryFn {
  return <Row>(text: string, values: readonly unknown[]) => preparedQuery(tx, text, values) as Promise<Row[]>;
}
