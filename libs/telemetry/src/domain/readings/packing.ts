import type { Span } from './outcomes.js';
import { firstAtOrAfter, type ReadingBlock, sliceBlock } from './reading-block.js';

const DAY_MS = 86_400_000;
/** A chunk of more readings isn't packed again because others follow it: by then it is large enough to be read fast. */
const LARGE = 8192;

/** So many chunks of about one size become one: fewer, and readings are written again more often; more, and a day has more chunks. */
const FAN_IN = 8;

/** A chunk as its row tells of it. Epoch milliseconds, both ends included. */
export interface ChunkFacts {
  readonly fromMs: number;
  readonly toMs: number;
  readonly readings: number;
}

/** A block's readings day by day (UTC), in order: no chunk reaches over midnight. */
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

/** The day (UTC) that an instant lies in. */
export function dayOf(timeMs: number): Span {
  const fromMs = Math.floor(timeMs / DAY_MS) * DAY_MS;
  return { fromMs, toMs: fromMs + DAY_MS };
}

/**
 * Which of a day's chunks new readings are packed together with: those that they reach into, and the ones before them when
 * several are no more than twice as large as what is being packed; what that makes looks further back in the same way. So a day
 * ends with few chunks, and a reading is packed anew only about as often as the number of readings can be divided by eight.
 * @param chunks of the day, in order
 * @param fresh the new readings' first and last device time, and how many they are
 */
export function chooseMerged<Chunk extends ChunkFacts>(chunks: readonly Chunk[], fresh: ChunkFacts): Chunk[] {
  const merged = chunks.filter(({ fromMs, toMs }) => fromMs <= fresh.toMs && toMs >= fresh.fromMs);
  let readings = merged.reduce((sum, chunk) => sum + chunk.readings, fresh.readings);
  const firstMs = Math.min(fresh.fromMs, ...merged.map(({ fromMs }) => fromMs));
  const before = chunks.filter(({ toMs }) => toMs < firstMs).reverse();
  for (;;) {
    const most = Math.min(2 * readings, LARGE);
    const end = before.findIndex((chunk) => chunk.readings > most);
    const similar = before.splice(0, end < 0 ? before.length : end);
    if (similar.length < FAN_IN - 1) return merged;
    merged.push(...similar);
    readings += similar.reduce((sum, chunk) => sum + chunk.readings, 0);
  }
}

/**
 * Cuts work into portions, in order, each of at most so many items and, unless a single one has more, so many bytes.
 * @param bytesOf what an item weighs
 */
export function cutPortions<Item>(
  items: readonly Item[],
  bytesOf: (item: Item) => number,
  most: { readonly items: number; readonly bytes: number },
): Item[][] {
  const portions: Item[][] = [];
  let bytes = 0;
  for (const item of items) {
    const weight = bytesOf(item);
    const portion = portions.at(-1);
    if (portion && portion.length < most.items && bytes + weight <= most.bytes) {
      portion.push(item);
      bytes += weight;
    } else {
      portions.push([item]);
      bytes = weight;
    }
  }
  return portions;
}
