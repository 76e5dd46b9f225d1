import type { Transaction } from '#platform';
import type { SignalHistory } from '../domain/history/history-points.js';
import { LONGEST_HOLD_MS } from '../domain/readings/rollups/longest-hold.js';
import { type Aggregate, computeRollup, type Resolution } from '../domain/readings/rollups/rollup.js';
import type { Span } from '../domain/readings/outcomes.js';
import { type Timeline, computeStoredTimeline } from '../domain/gaps/timeline.js';
import { type AggregateChoice, loadAggregates } from '../store/chunks/aggregates.sql.js';
import { loadExpectedIntervals } from '../store/gaps/declared-intervals.sql.js';
import { loadTimelines } from '../store/chunks/rollups.sql.js';
import { toQueryFn, toPreparedQueryFn, readBlock, readBlocks } from '../readings/stored-readings.js';
import { findVisibleSpans } from './visible-spans.js';

/** Maximum time for which a value from before a span stays valid in it. */
const LEAD_IN_MS = LONGEST_HOLD_MS;

/**
 * Returns aggregates of devices over a span, by device and key, in chronological order and within the scope's
 * visibility. Buckets at the ends of the span are complete. If the scope sees only a part of the span, they contain
 * only that part. Their means are approximate; `readHistories` returns exact ones.
 */
export function readAggregates(
  tx: Transaction,
  deviceKeys: readonly number[],
  span: Span,
  keys: readonly string[],
  resolution: Resolution,
): Promise<Map<number, ReadonlyMap<string, readonly Aggregate[]>>> {
  const choice = { keys: new Set(keys), resolution };
  return readRollups(tx, deviceKeys, span, choice);
}

/** Like `readAggregates`, with exact means and the last value before the span, if it is near. */
export async function readHistories(
  tx: Transaction,
  deviceKeys: readonly number[],
  { fromMs, toMs }: Span,
  keys: readonly string[],
  resolution: Resolution,
): Promise<Map<number, Map<string, SignalHistory>>> {
  const expectedOf = await loadExpectedIntervals(toQueryFn(tx), tx.scope.makerId, deviceKeys);
  const span = { fromMs: fromMs - LEAD_IN_MS, toMs };
  const found = await readRollups(tx, deviceKeys, span, { keys: new Set(keys), resolution, expectedOf });
  const bucketMs = resolution * 1000;
  const toHistory = (aggregates: readonly Aggregate[]): SignalHistory => ({
    aggregates: aggregates.filter(({ startMs }) => startMs + bucketMs > fromMs),
    lead: aggregates.findLast(({ startMs }) => startMs + bucketMs <= fromMs),
  });
  return new Map(
    [...found].map(([deviceKey, byKey]) => [
      deviceKey,
      new Map([...byKey].map(([key, aggregates]) => [key, toHistory(aggregates)])),
    ]),
  );
}

async function readRollups(
  tx: Transaction,
  deviceKeys: readonly number[],
  span: Span,
  choice: AggregateChoice,
): Promise<Map<number, ReadonlyMap<string, readonly Aggregate[]>>> {
  const bucketMs = choice.resolution * 1000;
  const extendedSpan = {
    fromMs: Math.floor(span.fromMs / bucketMs) * bucketMs,
    toMs: Math.ceil(span.toMs / bucketMs) * bucketMs,
  };
  const { all: fullyVisible, some: partlyVisible } = await splitByVisibility(tx, deviceKeys, extendedSpan);
  const found = new Map<number, ReadonlyMap<string, readonly Aggregate[]>>(
    await loadAggregates(
      toQueryFn(tx),
      tx.scope.makerId,
      new Map(fullyVisible.map((key) => [key, span])),
      choice,
    ),
  );
  for (const deviceKey of partlyVisible) {
    const block = await readBlock(tx, deviceKey, extendedSpan, choice.keys);
    const expected = choice.expectedOf?.(deviceKey);
    found.set(deviceKey, computeRollup(block, bucketMs, [...choice.keys], expected));
  }
  return found;
}

/** Returns states and gaps of devices' readings, each within its span and the scope's visibility. */
export async function readTimelines(
  tx: Transaction,
  wanted: ReadonlyMap<number, Span>,
): Promise<Map<number, Timeline[]>> {
  const visible = await findVisibleSpans(tx, [...wanted.keys()]);
  const extendedSpan = [...wanted].filter(([key, span]) => isFullyVisible(visible, key, span));
  const found = await loadTimelines(toPreparedQueryFn(tx), tx.scope.makerId, new Map(extendedSpan));
  const parts = new Map([...wanted].filter(([key]) => !found.has(key)));
  for (const [key, block] of await readBlocks(tx, parts, { keys: new Set(['state']) })) {
    const timeline = computeStoredTimeline(block);
    found.set(key, timeline ? [timeline] : []);
  }
  return found;
}

/** Splits devices by whether the scope sees the whole span of their data. */
async function splitByVisibility(
  tx: Transaction,
  deviceKeys: readonly number[],
  span: Span,
): Promise<{ all: number[]; some: number[] }> {
  const visible = await findVisibleSpans(tx, deviceKeys);
  const isWhole = (key: number): boolean => isFullyVisible(visible, key, span);
  return { all: deviceKeys.filter(isWhole), some: deviceKeys.filter((key) => !isWhole(key)) };
}

function isFullyVisible(
  visible: ReadonlyMap<number, readonly Span[]> | null,
  deviceKey: number,
  { fromMs, toMs }: Span,
): boolean {
  return (
    !visible || (visible.get(deviceKey) ?? []).some((span) => span.fromMs <= fromMs && span.toMs >= toMs)
  );
}
