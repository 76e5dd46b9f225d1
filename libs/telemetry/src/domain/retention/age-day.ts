import type { ExpectedInterval } from '../readings/rollups/longest-hold.js';
import type { Span } from '../readings/outcomes.js';
import { type ReadingBlock } from '../readings/reading-block.js';
import {
  type Aggregate,
  computeRollup,
  type Resolution,
  RESOLUTIONS,
  type Rollup,
} from '../readings/rollups/rollup.js';
import { filterReadings } from './filter-readings.js';
import { horizonOf, type Keep, type Level } from './retention-rule.js';
import { isWithin, overlapsAny, subtractSpans } from './time-spans.js';

/** A device's stored day. */
export interface StoredDay {
  /** A UTC day. */
  readonly day: Span;
  /** The remaining readings; null if there are none. */
  readonly block: ReadingBlock | null;
  readonly rollups: ReadonlyMap<Resolution, Rollup>;
}

/** The rules that apply to a day. */
export interface AgingTerms {
  readonly now: number;
  keepOf(key: string): Keep;
  /** Spans in which a retention hold keeps a signal's readings. */
  heldOf(key: string): readonly Span[];
  /**
   * Returns whether some of a signal's readings of the day were purged before, so that its rollups can't be recomputed.
   */
  wasRemoved(key: string): boolean;
  /** The declared intervals of the device's signals. */
  readonly expected: ExpectedInterval;
}

/** Spans in which a level of a signal has been purged. */
export interface Removal {
  readonly key: string;
  readonly level: Level;
  readonly spans: readonly Span[];
}

/** A day after its expired data has been purged. */
export interface AgedDay {
  readonly block: ReadingBlock | null;
  readonly rollups: ReadonlyMap<Resolution, Rollup>;
  /** True if nothing was purged. The stored data stays unchanged. */
  readonly isUnchanged: boolean;
  readonly removals: readonly Removal[];
  /** Number of purged values, and number of values that were kept only because of a retention hold. */
  readonly removedPoints: number;
  readonly heldPoints: number;
}

/**
 * Purges a day's expired data. Rollups that are kept for longer than the readings are computed before the readings are
 * purged. Data with a retention hold is kept, as is every rollup bucket that it overlaps.
 */
export function ageDay({ day, block, rollups }: StoredDay, terms: AgingTerms): AgedDay {
  const isExpired = (key: string, level: Level): boolean => {
    const horizon = horizonOf(terms.keepOf(key)[level], terms.now);
    return horizon !== undefined && day.toMs <= horizon;
  };
  const valued = block ? [...new Set(block.shapes.flatMap(({ keys }) => keys))] : [];
  const rolled = [...new Set([...rollups.values()].flatMap((rollup) => [...rollup.keys()]))];
  const expiredKeys = new Set(valued.filter((key) => isExpired(key, 0)));
  const kept = block && expiredKeys.size > 0 ? dropExpired(block, expiredKeys, terms) : block;
  const counts = countPoints(block, kept, expiredKeys);

  const whole = createRollupSource(block, terms);
  const aged = new Map<Resolution, Rollup>();
  const removals: Removal[] = [...expiredKeys].map((key) => toRemoval(key, 0, day, terms));
  let removesRollups = false;
  for (const resolution of RESOLUTIONS) {
    const source = whole(resolution, rollups.get(resolution));
    const remainingRollups = new Map<string, readonly Aggregate[]>();
    for (const [key, aggregates] of source) {
      const isOver = isExpired(key, resolution);
      const rest = isOver ? filterHeldBuckets(aggregates, resolution, terms.heldOf(key)) : aggregates;
      if (rest.length > 0) remainingRollups.set(key, rest);
      if (!isOver) continue;
      removals.push(toRemoval(key, resolution, day, terms));
      if ((rollups.get(resolution)?.get(key)?.length ?? 0) > rest.length) removesRollups = true;
    }
    if (remainingRollups.size > 0) aged.set(resolution, remainingRollups);
  }
  return {
    block: kept && kept.count > 0 ? kept : null,
    rollups: aged,
    isUnchanged: counts.removed === 0 && !removesRollups,
    removals: removals.filter(
      ({ key, spans }) => spans.length > 0 && (valued.includes(key) || rolled.includes(key)),
    ),
    removedPoints: counts.removed,
    heldPoints: counts.held,
  };
}

function dropExpired(block: ReadingBlock, expiredKeys: ReadonlySet<string>, terms: AgingTerms): ReadingBlock {
  const held = new Map([...expiredKeys].map((key) => [key, terms.heldOf(key)]));
  return filterReadings(block, (key, timeMs) => !expiredKeys.has(key) || isWithin(held.get(key)!, timeMs));
}

/**
 * Returns rollups of all readings that the day ever had: computed from the readings that still exist, or the stored
 * rollups if some readings were purged.
 */
function createRollupSource(
  block: ReadingBlock | null,
  terms: AgingTerms,
): (resolution: Resolution, stored: Rollup | undefined) => Rollup {
  return (resolution, stored) => {
    const found = new Map<string, readonly Aggregate[]>(stored ?? []);
    if (block) {
      for (const [key, aggregates] of computeRollup(block, resolution * 1000, undefined, terms.expected))
        if (!terms.wasRemoved(key)) found.set(key, aggregates);
    }
    return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  };
}

function filterHeldBuckets(
  aggregates: readonly Aggregate[],
  resolution: Resolution,
  held: readonly Span[],
): readonly Aggregate[] {
  return aggregates.filter(({ startMs }) =>
    overlapsAny(held, { fromMs: startMs, toMs: startMs + resolution * 1000 }),
  );
}

function toRemoval(key: string, level: Level, day: Span, terms: AgingTerms): Removal {
  return { key, level, spans: subtractSpans(day, terms.heldOf(key)) };
}

function countPoints(
  before: ReadingBlock | null,
  after: ReadingBlock | null,
  expiredKeys: ReadonlySet<string>,
): { removed: number; held: number } {
  const removed = pointsOf(before) - pointsOf(after);
  const held = pointsOf(after, expiredKeys);
  return { removed, held };
}

/** @param keys keys to count; all keys by default */
function pointsOf(block: ReadingBlock | null, keys?: ReadonlySet<string>): number {
  if (!block) return 0;
  const points = block.shapes.map((shape) =>
    keys ? shape.keys.filter((key) => keys.has(key)).length : shape.keys.length,
  );
  let sum = 0;
  for (let i = 0; i < block.count; i++) sum += points[block.shapeOf[i]!]!;
  return sum;
}
