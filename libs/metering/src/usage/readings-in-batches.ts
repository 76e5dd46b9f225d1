import type { Transaction } from '#platform';
import { countPacked, assertAllReadingsKept, readBlocks } from '#telemetry';
import type { CounterReading } from '../domain/steps/counter-reading.js';
import { lookbackStart } from '../domain/evidence/evidence-span.js';
import type { CountingWindow } from '../domain/usage/metered-period.js';
import { type CounterSource, openingBefore, loadReadings, readingsIn } from './usage.queries.js';

/** A signal and the windows to read. */
export interface RequestedReadings {
  readonly source: CounterSource;
  readonly windows: readonly CountingWindow[];
}

/** Limits the packed readings of several signals that are in memory at once. */
const MAX_READINGS_PER_BATCH = 100_000;

/**
 * Like `loadReadings`, for many signals: reads as many signals together as fit into memory.
 * @returns batches, each entry with its index in `wanted`
 * @throws DomainError telemetry.readings_removed
 */
export async function* readInBatches(
  tx: Transaction,
  wanted: readonly RequestedReadings[],
  knownUntil: number,
): AsyncGenerator<{ readonly place: number; readonly readings: CounterReading[] }[]> {
  const sizes = await countPacked(tx, spansOf(wanted));
  let batch: number[] = [];
  let batchSize = 0;
  for (const [place, { source }] of wanted.entries()) {
    const size = sizes.get(source.deviceKey) ?? 0;
    if (batch.length > 0 && batchSize + size > MAX_READINGS_PER_BATCH) {
      yield await readBatch(tx, wanted, batch, knownUntil);
      [batch, batchSize] = [[], 0];
    }
    batch.push(place);
    batchSize += size;
  }
  if (batch.length > 0) yield await readBatch(tx, wanted, batch, knownUntil);
}

async function readBatch(
  tx: Transaction,
  wanted: readonly RequestedReadings[],
  places: readonly number[],
  knownUntil: number,
): Promise<{ readonly place: number; readonly readings: CounterReading[] }[]> {
  if (places.length === 1) {
    const [place] = places as [number];
    const { source, windows } = wanted[place]!;
    return [{ place, readings: await loadReadings(tx, source, windows, knownUntil) }];
  }
  const requested = places.map((place) => wanted[place]!);
  await assertAllReadingsKept(
    tx,
    requested.flatMap(({ source, windows }) =>
      windows.map((window) => ({ ...source, span: { fromMs: lookbackStart(window), toMs: window.to + 1 } })),
    ),
  );
  const keys = new Set(requested.map(({ source }) => source.signalKey));
  const blocks = await readBlocks(tx, spansOf(requested), { keys });
  const found = [];
  for (const place of places) {
    const { source, windows } = wanted[place]!;
    const block = blocks.get(source.deviceKey);
    const readings: CounterReading[] = [];
    for (const window of windows) {
      const start = lookbackStart(window);
      const inside = block ? readingsIn(block, source, start, window.to, knownUntil) : [];
      readings.push(...(await openingBefore(tx, source, window, inside, knownUntil)), ...inside);
    }
    found.push({ place, readings });
  }
  return found;
}

/** Returns the time that windows need, including the day before them, by device. */
function spansOf(wanted: readonly RequestedReadings[]): Map<number, { fromMs: number; toMs: number }> {
  const spans = new Map<number, { fromMs: number; toMs: number }>();
  for (const { source, windows } of wanted)
    for (const window of windows) {
      const span = spans.get(source.deviceKey) ?? { fromMs: Infinity, toMs: -Infinity };
      span.fromMs = Math.min(span.fromMs, lookbackStart(window));
      span.toMs = Math.max(span.toMs, window.to + 1);
      spans.set(source.deviceKey, span);
    }
  return spans;
}
