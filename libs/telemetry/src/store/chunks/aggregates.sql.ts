import { append } from '#platform';
import type { Span } from '../../domain/readings/outcomes.js';
import type { ExpectedInterval } from '../../domain/readings/rollups/longest-hold.js';
import { dayOf, splitByDay } from '../../domain/readings/packing.js';
import { extentOf, type ReadingBlock } from '../../domain/readings/reading-block.js';
import {
  type Aggregate,
  coarsen,
  computeRollup,
  type Resolution,
  type Rollup,
} from '../../domain/readings/rollups/rollup.js';
import { decodeBatches, type StoredBatch, toBatch } from '../codec/batch-codec.js';
import { decodeChunk } from '../codec/chunk-codec.js';
import { decodeRollup } from '../codec/rollup-codec.js';
import { loadPieces, type StoredPiece } from './rollups.sql.js';
import { type QueryFn, loadBlocks } from './stored-blocks.js';

const DAY_MS = 86_400_000;
/** Number of days that are unpacked at the same time if their pieces can't be merged. */
const MAX_DAYS_UNPACKED = 7;

/** The requested aggregates. */
export interface AggregateChoice {
  readonly keys: ReadonlySet<string>;
  readonly resolution: Resolution;
  /**
   * Returns the declared intervals of a device's signals. If it is omitted, the means are approximate, but days stored
   * in several pieces need not be unpacked.
   */
  readonly expectedOf?: (deviceKey: number) => ExpectedInterval;
}

/** A stored part of a device's day. Times are in epoch milliseconds, and both ends are inclusive. */
interface DayPiece extends Span {
  /** @param expected declared intervals for aggregating readings */
  read(expected: ExpectedInterval | undefined): Rollup;
}

/**
 * Loads aggregates of devices over spans, by device and key, in chronological order. Buckets at the ends of a span are
 * complete.
 */
export async function loadAggregates(
  query: QueryFn,
  makerId: string,
  wanted: ReadonlyMap<number, Span>,
  choice: AggregateChoice,
): Promise<Map<number, Map<string, Aggregate[]>>> {
  const { keys, resolution, expectedOf } = choice;
  const bucketMs = resolution * 1000;
  const spans = expectedOf ? new Map([...wanted].map(([key, span]) => [key, wholeDays(span)])) : wanted;
  const pieces = gatherByDay(await loadPieces(query, makerId, spans, resolution), spans, keys, bucketMs);
  const found = new Map<number, Map<string, Aggregate[]>>();
  for (const [deviceKey, span] of wanted) {
    const expected = expectedOf?.(deviceKey);
    const rollups: Rollup[] = [];
    const apart: number[] = [];
    for (const [dayMs, ofDay] of pieces.get(deviceKey)!) {
      // The longest hold of a day depends on all its readings, so they must be in one block.
      const mustUnpack = expected ? ofDay.length > 1 : hasOverlap(ofDay);
      if (mustUnpack) apart.push(dayMs);
      else rollups.push(...ofDay.map((piece) => piece.read(expected)));
    }
    for (const consecutive of groupConsecutiveDays(apart)) {
      const blocks = await loadBlocks(query, makerId, new Map([[deviceKey, consecutive]]), { keys });
      rollups.push(computeRollup(blocks.get(deviceKey)!, bucketMs, [...keys], expected));
    }
    found.set(deviceKey, joinRollups(rollups, span, bucketMs));
  }
  return found;
}

function wholeDays({ fromMs, toMs }: Span): Span {
  return { fromMs: dayOf(fromMs).fromMs, toMs: dayOf(toMs - 1).toMs };
}

/** Groups the stored pieces by device and day. */
function gatherByDay(
  pieces: readonly StoredPiece[],
  wanted: ReadonlyMap<number, Span>,
  keys: ReadonlySet<string>,
  bucketMs: number,
): Map<number, Map<number, DayPiece[]>> {
  const found = new Map<number, Map<number, DayPiece[]>>([...wanted.keys()].map((key) => [key, new Map()]));
  const add = (deviceKey: number, piece: DayPiece): void => {
    const days = found.get(deviceKey)!;
    const dayMs = dayOf(piece.fromMs).fromMs;
    const ofDay = days.get(dayMs);
    if (ofDay) ofDay.push(piece);
    else days.set(dayMs, [piece]);
  };
  const readingsOf =
    (block: () => ReadingBlock) =>
    (expected: ExpectedInterval | undefined): Rollup =>
      computeRollup(block(), bucketMs, [...keys], expected);
  const fresh: StoredBatch[] = [];
  for (const piece of pieces) {
    const { kind, bytes } = piece;
    if (kind === 'batch') fresh.push(toBatch(piece));
    else
      add(piece.device_key!, {
        fromMs: Math.round(piece.from_ms!),
        toMs: Math.round(piece.to_ms!),
        read:
          kind === 'rollup' ? () => decodeRollup(bytes, keys) : readingsOf(() => decodeChunk(bytes, keys)),
      });
  }
  for (const [deviceKey, block] of decodeBatches(fresh, (key) => wanted.has(key)))
    for (const day of splitByDay(block)) {
      const { fromMs, toMs } = wanted.get(deviceKey)!;
      const extent = extentOf(day);
      // A batch can extend beyond the span. Its days outside the span aren't loaded completely, so they are skipped.
      if (extent.fromMs < toMs && extent.toMs >= fromMs)
        add(deviceKey, { ...extent, read: readingsOf(() => day) });
    }
  return found;
}

/** Returns true when pieces overlap, so that their aggregates can't be merged. */
function hasOverlap(pieces: readonly DayPiece[]): boolean {
  const sorted = [...pieces].sort((a, b) => a.fromMs - b.fromMs);
  return sorted.some(({ fromMs }, i) => i > 0 && fromMs <= sorted[i - 1]!.toMs);
}

/** Groups consecutive days into spans of a limited length. */
function groupConsecutiveDays(days: readonly number[]): Span[] {
  const runs: { fromMs: number; toMs: number }[] = [];
  for (const dayMs of [...days].sort((a, b) => a - b)) {
    const consecutive = runs.at(-1);
    if (consecutive && consecutive.toMs === dayMs && dayMs - consecutive.fromMs < MAX_DAYS_UNPACKED * DAY_MS)
      consecutive.toMs += DAY_MS;
    else runs.push({ fromMs: dayMs, toMs: dayMs + DAY_MS });
  }
  return runs;
}

function joinRollups(
  rollups: readonly Rollup[],
  { fromMs, toMs }: Span,
  bucketMs: number,
): Map<string, Aggregate[]> {
  const byKey = new Map<string, Aggregate[]>();
  for (const rollup of rollups) {
    for (const [key, aggregates] of rollup) {
      const inSpan = aggregates.filter(({ startMs }) => startMs + bucketMs > fromMs && startMs < toMs);
      const known = byKey.get(key);
      if (known) append(known, inSpan);
      else byKey.set(key, inSpan);
    }
  }
  for (const [key, aggregates] of byKey) {
    aggregates.sort((a, b) => a.firstAt - b.firstAt);
    byKey.set(key, coarsen(aggregates, bucketMs));
  }
  return byKey;
}
