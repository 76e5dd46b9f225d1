import type { Transaction } from '#platform';
import type { Span } from '../domain/readings/outcomes.js';
import type { Steps } from '../domain/gaps/steps.js';
import { joinTimelines, coversDistances, buildTimeline } from '../domain/gaps/timeline.js';
import { blocksBackward, readBlocks } from './stored-readings.js';
import { readTimelines } from '../history/stored-rollups.js';
import { findVisibleSpans } from '../history/visible-spans.js';

/** A machine's states from a device's readings in a time span. Times are in epoch milliseconds. */
export interface StateHistory {
  /** Readings with a changed state, or after a notable interval, in chronological order. */
  readonly points: readonly {
    readonly at: number;
    /** Time of the previous reading; null if none is known. */
    readonly previousAt: number | null;
    /** The state that was sent; null if the reading has none. */
    readonly state: string | null;
  }[];
  /** Time of the newest processed reading. */
  readonly lastAt: number | null;
  /** Whether there are readings before the first point; false if that point isn't after the start of the span. */
  readonly isHeardBefore: boolean;
  /** Spans in which the scope may see the device's readings. */
  readonly visible: readonly Span[];
}

/** Maximum silence threshold of a device. Older readings provide no information about a span that begins later. */
const LOOK_BACK_MS = 7 * 86_400_000;

/**
 * Returns a device's states and gaps in a time span, within the scope's visibility.
 * @param patienceMs the maximum interval between readings that isn't reported
 */
export async function readStateHistory(
  tx: Transaction,
  deviceKey: number,
  { fromMs, toMs }: Span,
  patienceMs: number,
): Promise<StateHistory> {
  const span = { fromMs: fromMs - LOOK_BACK_MS, toMs };
  const steps = await readStateSteps(tx, new Map([[deviceKey, { ...span, patienceMs }]]));
  const { notable, last } = steps.get(deviceKey)!;
  const visible = await findVisibleSpans(tx, [deviceKey]);
  const first = notable[0]?.at ?? toMs;
  return {
    points: notable.map(({ at, previousAt, state }) => ({ at, previousAt, state })),
    lastAt: last?.at ?? null,
    // Nearby readings are already among the points.
    isHeardBefore: first > fromMs && (await isHeardBefore(tx, deviceKey, first)),
    visible: visible ? (visible.get(deviceKey) ?? []) : [{ fromMs: -Infinity, toMs: Infinity }],
  };
}

/** A span of a device, with the maximum interval between readings that isn't reported, in milliseconds. */
export interface StepSpan extends Span {
  readonly patienceMs: number;
}

/**
 * Returns, by device, the readings at which the state changes or that end a gap. Unpacks readings only if they have no
 * stored timeline, or if the device reports too rarely for the timeline.
 */
export async function readStateSteps(
  tx: Transaction,
  wanted: ReadonlyMap<number, StepSpan>,
): Promise<Map<number, Steps>> {
  const found = await readTimelines(tx, wanted);
  const incomplete = [...wanted].filter(
    ([key, { patienceMs }]) => !coversDistances(found.get(key)!, patienceMs),
  );
  for (const [key, block] of await readBlocks(tx, new Map(incomplete), { keys: new Set(['state']) })) {
    const timeline = buildTimeline(block, wanted.get(key)!.patienceMs);
    found.set(key, timeline ? [timeline] : []);
  }
  return new Map(
    [...wanted].map(([key, { patienceMs }]) => [key, joinTimelines(found.get(key)!, patienceMs)]),
  );
}

async function isHeardBefore(tx: Transaction, deviceKey: number, instantMs: number): Promise<boolean> {
  const span = { fromMs: -Infinity, toMs: instantMs };
  for await (const block of blocksBackward(tx, deviceKey, span, new Set(), 1)) return block.count > 0;
  return false;
}
