import type { Transaction } from '#platform';
import type { Span } from '../domain/readings/outcomes.js';
import type { Steps } from '../domain/gaps/steps.js';
import { joinTimelines, tellsDistances, timelineOf } from '../domain/gaps/timeline.js';
import { blocksBackward, readBlocks } from './stored-readings.js';
import { readTimelines } from '../history/stored-rollups.js';
import { findVisibleSpans } from '../history/visible-spans.js';

/** What a device's readings tell of its machine's state in a time. Epoch milliseconds. */
export interface StateCourse {
  /** In the order of time: readings that carry another state than the one before, or follow after a while. */
  readonly points: readonly {
    readonly at: number;
    /** Of the reading before; null when nothing is known before. */
    readonly previousAt: number | null;
    /** The word that was sent; null when the reading carried none. */
    readonly state: string | null;
  }[];
  /** Of the newest reading that was looked at. */
  readonly lastAt: number | null;
  /** Whether there are readings before all points. */
  readonly isHeardBefore: boolean;
  /** When the scope may look at its readings. */
  readonly visible: readonly Span[];
}

/** A device may be silent for so long at most: whatever was said before tells nothing of a time that begins later. */
const LOOK_BACK_MS = 7 * 86_400_000;

/**
 * The states that a device reported in a time, and its silences, as far as the scope may see them.
 * @param patienceMs after which a distance between readings is told at the latest
 */
export async function readStateCourse(
  tx: Transaction,
  deviceKey: number,
  { fromMs, toMs }: Span,
  patienceMs: number,
): Promise<StateCourse> {
  const span = { fromMs: fromMs - LOOK_BACK_MS, toMs };
  const steps = await readStateSteps(tx, new Map([[deviceKey, { ...span, patienceMs }]]));
  const { notable, last } = steps.get(deviceKey)!;
  const visible = await findVisibleSpans(tx, [deviceKey]);
  const first = notable[0]?.at ?? toMs;
  return {
    points: notable.map(({ at, previousAt, state }) => ({ at, previousAt, state })),
    lastAt: last?.at ?? null,
    // Readings that lie near would have been found already.
    isHeardBefore: first > fromMs && (await isHeardBefore(tx, deviceKey, first)),
    visible: visible ? (visible.get(deviceKey) ?? []) : [{ fromMs: -Infinity, toMs: Infinity }],
  };
}

/** A span of a device, and the distance between readings that is told at the latest. Milliseconds. */
export interface SpanOfSteps extends Span {
  readonly patienceMs: number;
}

/**
 * By device the readings at which its state changes or that follow after a while, each within its span and as far as the
 * scope may see them. They come from what is stored beside packed readings; only readings that are not packed for good are
 * unpacked.
 */
export async function readStateSteps(
  tx: Transaction,
  wanted: ReadonlyMap<number, SpanOfSteps>,
): Promise<Map<number, Steps>> {
  const found = await readTimelines(tx, wanted);
  const untold = [...wanted].filter(([key, { patienceMs }]) => !tellsDistances(found.get(key)!, patienceMs));
  for (const [key, block] of await readBlocks(tx, new Map(untold), { keys: new Set(['state']) })) {
    const timeline = timelineOf(block, wanted.get(key)!.patienceMs);
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
