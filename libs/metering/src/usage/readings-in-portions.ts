import type { Transaction } from '#platform';
import { countPacked, ensureAllReadingsKept, readBlocks } from '#telemetry';
import type { CounterReading } from '../domain/steps/counter-reading.js';
import { startOf } from '../domain/evidence/evidence-span.js';
import type { CountingWindow } from '../domain/usage/metered-period.js';
import { type CounterSource, openingBefore, readingsFor, readingsIn } from './usage.queries.js';

/** The counter and windows to read. */
export interface WantedReadings {
  readonly source: CounterSource;
  readonly windows: readonly CountingWindow[];
}

/** Limits the packed readings of several counters in memory at once. */
const READINGS_AT_ONCE = 100_000;

/**
 * Like `readingsFor`, for many counters: reads several together, as many as fit into memory.
 * @returns batches, each entry with its index in `wanted`
 * @throws DomainError telemetry.readings_removed
 */
export async function* readingsInPortions(
  tx: Transaction,
  wanted: readonly WantedReadings[],
  knownUntil: number,
): AsyncGenerator<{ readonly place: number; readonly readings: CounterReading[] }[]> {
  const sizes = await countPacked(tx, spansOf(wanted));
  let portion: number[] = [];
  let held = 0;
  for (const [place, { source }] of wanted.entries()) {
    const size = sizes.get(source.deviceKey) ?? 0;
    if (portion.length > 0 && held + size > READINGS_AT_ONCE) {
      yield await readPortion(tx, wanted, portion, knownUntil);
      [portion, held] = [[], 0];
    }
    portion.push(place);
    held += size;
  }
  if (portion.length > 0) yield await readPortion(tx, wanted, portion, knownUntil);
}

async function readPortion(
  tx: Transaction,
  wanted: readonly WantedReadings[],
  places: readonly number[],
  knownUntil: number,
): Promise<{ readonly place: number; readonly readings: CounterReading[] }[]> {
  if (places.length === 1) {
    const [place] = places as [number];
    const { source, windows } = wanted[place]!;
    return [{ place, readings: await readingsFor(tx, source, windows, knownUntil) }];
  }
  const asked = places.map((place) => wanted[place]!);
  await ensureAllReadingsKept(
    tx,
    asked.flatMap(({ source, windows }) =>
      windows.map((window) => ({ ...source, span: { fromMs: startOf(window), toMs: window.to + 1 } })),
    ),
  );
  const keys = new Set(asked.map(({ source }) => source.signalKey));
  const blocks = await readBlocks(tx, spansOf(asked), { keys });
  const found = [];
  for (const place of places) {
    const { source, windows } = wanted[place]!;
    const block = blocks.get(source.deviceKey);
    const readings: CounterReading[] = [];
    for (const window of windows) {
      const start = startOf(window);
      const inside = block ? readingsIn(block, source, start, window.to, knownUntil) : [];
      readings.push(...(await openingBefore(tx, source, window, inside, knownUntil)), ...inside);
    }
    found.push({ place, readings });
  }
  return found;
}

/** The time that windows need, including the day before them, by device. */
function spansOf(wanted: readonly WantedReadings[]): Map<number, { fromMs: number; toMs: number }> {
  const spans = new Map<number, { fromMs: number; toMs: number }>();
  for (const { source, windows } of wanted)
    for (const window of windows) {
      const span = spans.get(source.deviceKey) ?? { fromMs: Infinity, toMs: -Infinity };
      span.fromMs = Math.min(span.fromMs, startOf(window));
      span.toMs = Math.max(span.toMs, window.to + 1);
      spans.set(source.deviceKey, span);
    }
  return spans;
}
