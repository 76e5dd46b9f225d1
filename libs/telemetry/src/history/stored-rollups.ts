import type { Transaction } from '#platform';
import type { SignalCourse } from '../domain/history/history-points.js';
import { LONGEST_HOLD_MS } from '../domain/readings/rollups/longest-hold.js';
import { type Aggregate, computeRollup, type Resolution } from '../domain/readings/rollups/rollup.js';
import type { Span } from '../domain/readings/outcomes.js';
import { type Timeline, wholeTimeline } from '../domain/gaps/timeline.js';
import { type AggregateChoice, loadAggregates } from '../store/chunks/aggregates.sql.js';
import { loadExpectedIntervals } from '../store/gaps/declared-intervals.sql.js';
import { loadTimelines } from '../store/chunks/rollups.sql.js';
import { askOf, askPreparedOf, readBlock, readBlocks } from '../readings/stored-readings.js';
import { findVisibleSpans } from './visible-spans.js';

/** The maximum time that a value from before a span stays valid in it. */
const LEAD_IN_MS = LONGEST_HOLD_MS;

/**
 * Returns aggregates of devices over a span, by device and key in chronological order, within the scope's visibility.
 * Buckets at the ends of the span are complete; if the scope sees only a part of the span, they contain only that
 * part. Their means are approximate (`readCourses`).
 */
export function readAggregates(
  tx: Transaction,
  deviceKeys: readonly number[],
  span: Span,
  keys: readonly string[],
  resolution: Resolution,
): Promise<Map<number, ReadonlyMap<string, readonly Aggregate[]>>> {
  const choice = { keys: new Set(keys), resolution };
  return read(tx, deviceKeys, span, choice);
}

/** Like `readAggregates`, with exact means and the last value before the span, if it is near. */
export async function readCourses(
  tx: Transaction,
  deviceKeys: readonly number[],
  { fromMs, toMs }: Span,
  keys: readonly string[],
  resolution: Resolution,
): Promise<Map<number, Map<string, SignalCourse>>> {
  const expectedOf = await loadExpectedIntervals(askOf(tx), tx.scope.makerId, deviceKeys);
  const span = { fromMs: fromMs - LEAD_IN_MS, toMs };
  const found = await read(tx, deviceKeys, span, { keys: new Set(keys), resolution, expectedOf });
  const bucketMs = resolution * 1000;
  const courseOf = (aggregates: readonly Aggregate[]): SignalCourse => ({
    aggregates: aggregates.filter(({ startMs }) => startMs + bucketMs > fromMs),
    lead: aggregates.findLast(({ startMs }) => startMs + bucketMs <= fromMs),
  });
  return new Map(
    [...found].map(([deviceKey, byKey]) => [
      deviceKey,
      new Map([...byKey].map(([key, aggregates]) => [key, courseOf(aggregates)])),
    ]),
  );
}

async function read(
  tx: Transaction,
  deviceKeys: readonly number[],
  span: Span,
  choice: AggregateChoice,
): Promise<Map<number, ReadonlyMap<string, readonly Aggregate[]>>> {
  const bucketMs = choice.resolution * 1000;
  const whole = {
    fromMs: Math.floor(span.fromMs / bucketMs) * bucketMs,
    toMs: Math.ceil(span.toMs / bucketMs) * bucketMs,
  };
  const { all, some } = await sortByVisibility(tx, deviceKeys, whole);
  const found = new Map<number, ReadonlyMap<string, readonly Aggregate[]>>(
    await loadAggregates(askOf(tx), tx.scope.makerId, new Map(all.map((key) => [key, span])), choice),
  );
  for (const deviceKey of some) {
    const block = await readBlock(tx, deviceKey, whole, choice.keys);
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
  const whole = [...wanted].filter(([key, span]) => isWholeVisible(visible, key, span));
  const found = await loadTimelines(askPreparedOf(tx), tx.scope.makerId, new Map(whole));
  const parts = new Map([...wanted].filter(([key]) => !found.has(key)));
  for (const [key, block] of await readBlocks(tx, parts, { keys: new Set(['state']) })) {
    const timeline = wholeTimeline(block);
    found.set(key, timeline ? [timeline] : []);
  }
  return found;
}

/** Splits devices into those of which the scope sees the whole span, and the others. */
async function sortByVisibility(
  tx: Transaction,
  deviceKeys: readonly number[],
  span: Span,
): Promise<{ all: number[]; some: number[] }> {
  const visible = await findVisibleSpans(tx, deviceKeys);
  const isWhole = (key: number): boolean => isWholeVisible(visible, key, span);
  return { all: deviceKeys.filter(isWhole), some: deviceKeys.filter((key) => !isWhole(key)) };
}

function isWholeVisible(
  visible: ReadonlyMap<number, readonly Span[]> | null,
  deviceKey: number,
  { fromMs, toMs }: Span,
): boolean {
  return (
    !visible || (visible.get(deviceKey) ?? []).some((span) => span.fromMs <= fromMs && span.toMs >= toMs)
  );
}
