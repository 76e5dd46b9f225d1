import type { Span } from './outcomes.js';
import { firstAtOrAfter, type ReadingBlock, sliceBlock } from './reading-block.js';

const DAY_MS = 86_400_000;
/**
 * Maximum size of a chunk that is repacked when others follow it. A larger chunk can be read quickly enough without
 * repacking.
 */
const MAX_MERGED_READINGS = 8192;

/**
 * Number of chunks of about the same size that are merged. Fewer would rewrite readings more often; more would leave
 * more chunks per day.
 */
const FAN_IN = 8;

/** A chunk's data from its row. Times are in epoch milliseconds, and both ends are inclusive. */
export interface ChunkFacts {
  readonly fromMs: number;
  readonly toMs: number;
  readonly readings: number;
}

/** Splits a block by day (UTC), in order, so that no chunk extends past midnight. */
export function splitByDay(block: ReadingBlock): ReadingBlock[] {
  const days: ReadingBlock[] = [];
  for (let from = 0; from < block.count;) {
    const dayEnd = (Math.floor(block.timesMs[from]! / DAY_MS) + 1) * DAY_MS;
    const to = firstAtOrAfter(block, dayEnd);
    days.push(sliceBlock(block, from, to));
    from = to;
  }
  return days;
}

/** Returns the day (UTC) of an instant. */
export function dayOf(timeMs: number): Span {
  const fromMs = Math.floor(timeMs / DAY_MS) * DAY_MS;
  return { fromMs, toMs: fromMs + DAY_MS };
}

/**
 * Chooses the chunks of a day that new readings are merged with: the chunks they overlap, and the preceding chunks if
 * enough of them have at most twice the number of new and already chosen readings. The choice is repeated for the
 * chunks before them. A day then ends with few chunks, and a reading is repacked about log₈ n times for n readings.
 * @param chunks chunks of the day, in order
 * @param fresh first and last device time of the new readings, and their number
 */
export function chooseChunksToMerge<Chunk extends ChunkFacts>(
  chunks: readonly Chunk[],
  fresh: ChunkFacts,
): Chunk[] {
  const merged = chunks.filter(({ fromMs, toMs }) => fromMs <= fresh.toMs && toMs >= fresh.fromMs);
  let readings = merged.reduce((sum, chunk) => sum + chunk.readings, fresh.readings);
  const firstMs = Math.min(fresh.fromMs, ...merged.map(({ fromMs }) => fromMs));
  const earlierChunks = chunks.filter(({ toMs }) => toMs < firstMs).reverse();
  for (;;) {
    const maxReadings = Math.min(2 * readings, MAX_MERGED_READINGS);
    const end = earlierChunks.findIndex((chunk) => chunk.readings > maxReadings);
    const similar = earlierChunks.splice(0, end < 0 ? earlierChunks.length : end);
    if (similar.length < FAN_IN - 1) return merged;
    merged.push(...similar);
    readings += similar.reduce((sum, chunk) => sum + chunk.readings, 0);
  }
}

/**
 * Splits work into batches, in order. A batch stays within a maximum number of items and, unless it is a single larger
 * item, within a maximum number of bytes.
 * @param bytesOf returns the size of an item
 */
export function cutPortions<Item>(
  items: readonly Item[],
  bytesOf: (item: Item) => number,
  maxReadings: { readonly items: number; readonly bytes: number },
): Item[][] {
  const portions: Item[][] = [];
  let bytes = 0;
  for (const item of items) {
    const weight = bytesOf(item);
    const portion = portions.at(-1);
    if (portion && portion.length < maxReadings.items && bytes + weight <= maxReadings.bytes) {
      portion.push(item);
      bytes += weight;
    } else {
      portions.push([item]);
      bytes = weight;
    }
  }
  return portions;
}
