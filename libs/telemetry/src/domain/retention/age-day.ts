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
import { keepReadings } from './keep-readings.js';
import { horizonOf, type Keep, type Level } from './retention-rule.js';
import { isWithin, overlapsAny, withoutSpans } from './time-spans.js';

/** A device's day as it is stored. */
export interface StoredDay {
  /** UTC. */
  readonly day: Span;
  /** What is left of its readings; null where nothing is. */
  readonly block: ReadingBlock | null;
  readonly rollups: ReadonlyMap<Resolution, Rollup>;
}

/** By what a day is looked at. */
export interface AgingTerms {
  readonly now: number;
  keepOf(key: string): Keep;
  /** Where a signal's readings must stay. */
  heldOf(key: string): readonly Span[];
  /** Whether some of a signal's readings of the day were removed before: then its rollups can't be made anew. */
  wasRemoved(key: string): boolean;
  /** The intervals that the device's signals declare. */
  readonly expected: ExpectedInterval;
}

/** That a level of a signal is kept no more in spans. */
export interface Removal {
  readonly key: string;
  readonly level: Level;
  readonly spans: readonly Span[];
}

/** A day after what is past its time is gone. */
export interface AgedDay {
  readonly block: ReadingBlock | null;
  readonly rollups: ReadonlyMap<Resolution, Rollup>;
  /** Nothing of it goes: it stays as it lies. */
  readonly isUnchanged: boolean;
  readonly removals: readonly Removal[];
  /** Values of readings that go, and that would go if nothing held them. */
  readonly removedPoints: number;
  readonly heldPoints: number;
}

/**
 * What stays of a day. Rollups that outlive their readings are made before these go, wherever a rollup is still wanted and
 * readings alone served until now; what is held stays with every bucket that it reaches into.
 */
export function ageDay({ day, block, rollups }: StoredDay, terms: AgingTerms): AgedDay {
  const isPast = (key: string, level: Level): boolean => {
    const horizon = horizonOf(terms.keepOf(key)[level], terms.now);
    return horizon !== undefined && day.toMs <= horizon;
  };
  const valued = block ? [...new Set(block.shapes.flatMap(({ keys }) => keys))] : [];
  const rolled = [...new Set([...rollups.values()].flatMap((rollup) => [...rollup.keys()]))];
  const past = new Set(valued.filter((key) => isPast(key, 0)));
  const kept = block && past.size > 0 ? dropPast(block, past, terms) : block;
  const counted = countPoints(block, kept, past);

  const whole = whenWhole(block, terms);
  const aged = new Map<Resolution, Rollup>();
  const removals: Removal[] = [...past].map((key) => removalOf(key, 0, day, terms));
  let goesOfRollups = false;
  for (const resolution of RESOLUTIONS) {
    const source = whole(resolution, rollups.get(resolution));
    const stays = new Map<string, readonly Aggregate[]>();
    for (const [key, aggregates] of source) {
      const isOver = isPast(key, resolution);
      const rest = isOver ? heldBuckets(aggregates, resolution, terms.heldOf(key)) : aggregates;
      if (rest.length > 0) stays.set(key, rest);
      if (!isOver) continue;
      removals.push(removalOf(key, resolution, day, terms));
      if ((rollups.get(resolution)?.get(key)?.length ?? 0) > rest.length) goesOfRollups = true;
    }
    if (stays.size > 0) aged.set(resolution, stays);
  }
  return {
    block: kept && kept.count > 0 ? kept : null,
    rollups: aged,
    isUnchanged: counted.removed === 0 && !goesOfRollups,
    removals: removals.filter(
      ({ key, spans }) => spans.length > 0 && (valued.includes(key) || rolled.includes(key)),
    ),
    removedPoints: counted.removed,
    heldPoints: counted.held,
  };
}

function dropPast(block: ReadingBlock, past: ReadonlySet<string>, terms: AgingTerms): ReadingBlock {
  const held = new Map([...past].map((key) => [key, terms.heldOf(key)]));
  return keepReadings(block, (key, timeMs) => !past.has(key) || isWithin(held.get(key)!, timeMs));
}

/** Rollups of all readings that the day ever had: of those there are, and for what was removed the ones made before. */
function whenWhole(
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

function heldBuckets(
  aggregates: readonly Aggregate[],
  resolution: Resolution,
  held: readonly Span[],
): readonly Aggregate[] {
  return aggregates.filter(({ startMs }) =>
    overlapsAny(held, { fromMs: startMs, toMs: startMs + resolution * 1000 }),
  );
}

function removalOf(key: string, level: Level, day: Span, terms: AgingTerms): Removal {
  return { key, level, spans: withoutSpans(day, terms.heldOf(key)) };
}

function countPoints(
  before: ReadingBlock | null,
  after: ReadingBlock | null,
  past: ReadonlySet<string>,
): { removed: number; held: number } {
  const removed = pointsOf(before) - pointsOf(after);
  const held = pointsOf(after, past);
  return { removed, held };
}

/** @param keys all without it */
function pointsOf(block: ReadingBlock | null, keys?: ReadonlySet<string>): number {
  if (!block) return 0;
  const points = block.shapes.map((shape) =>
    keys ? shape.keys.filter((key) => keys.has(key)).length : shape.keys.length,
  );
  let sum = 0;
  for (let i = 0; i < block.count; i++) sum += points[block.shapeOf[i]!]!;
  return sum;
}
