import type { Transaction } from '#platform';
import { type Aggregate, computeRollup, type Resolution } from './domain/readings/rollup.js';
import type { Span } from './domain/readings/outcomes.js';
import { type Timeline, wholeTimeline } from './domain/timeline.js';
import { loadAggregates, loadTimelines } from './store/rollups.sql.js';
import { askOf, readBlock } from './stored-readings.js';
import { findVisibleSpans } from './visible-spans.js';

/**
 * Aggregates of devices over a span, by device and key in order of time, as far as the scope may see them. Buckets that the
 * span begins or ends in are whole; where the scope may see only a part of the span, they are made of what it may see.
 */
export async function readAggregates(
  tx: Transaction,
  deviceKeys: readonly number[],
  span: Span,
  keys: readonly string[],
  resolution: Resolution,
): Promise<Map<number, ReadonlyMap<string, readonly Aggregate[]>>> {
  const bucketMs = resolution * 1000;
  const whole = {
    fromMs: Math.floor(span.fromMs / bucketMs) * bucketMs,
    toMs: Math.ceil(span.toMs / bucketMs) * bucketMs,
  };
  const { all, some } = await sortByVisibility(tx, deviceKeys, whole);
  const found = new Map<number, ReadonlyMap<string, readonly Aggregate[]>>(
    await loadAggregates(
      askOf(tx),
      tx.scope.makerId,
      new Map(all.map((key) => [key, span])),
      new Set(keys),
      resolution,
    ),
  );
  for (const deviceKey of some) {
    const block = await readBlock(tx, deviceKey, whole, new Set(keys));
    found.set(deviceKey, computeRollup(block, bucketMs, keys));
  }
  return found;
}

/** What a device's readings of a span tell of states and silences, as far as the scope may see them. */
export async function readTimelines(tx: Transaction, deviceKey: number, span: Span): Promise<Timeline[]> {
  const { all } = await sortByVisibility(tx, [deviceKey], span);
  if (all.length > 0) return loadTimelines(askOf(tx), tx.scope.makerId, deviceKey, span);
  const timeline = wholeTimeline(await readBlock(tx, deviceKey, span, new Set(['state'])));
  return timeline ? [timeline] : [];
}

/** Devices of which the scope may see the whole span, and the others. */
async function sortByVisibility(
  tx: Transaction,
  deviceKeys: readonly number[],
  { fromMs, toMs }: Span,
): Promise<{ all: number[]; some: number[] }> {
  const visible = await findVisibleSpans(tx, deviceKeys);
  const isWhole = (key: number): boolean =>
    !visible || (visible.get(key) ?? []).some((span) => span.fromMs <= fromMs && span.toMs >= toMs);
  return { all: deviceKeys.filter(isWhole), some: deviceKeys.filter((key) => !isWhole(key)) };
}
