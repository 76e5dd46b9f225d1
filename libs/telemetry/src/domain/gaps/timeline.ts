import type { ReadingBlock } from '../readings/reading-block.js';
import { findNotableSteps, type Step, type Steps } from './steps.js';

/** What a packed stretch of readings tells of states and silences, so that nobody unpacks it for that. */
export interface Timeline {
  readonly count: number;
  /** Epoch milliseconds. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** The state that the last reading reported. */
  readonly lastState: string | null;
  /** The median distance; null for a single reading. */
  readonly usualMs: number | null;
  /** The first reading, changes of state, and distances that might matter to somebody. */
  readonly notable: readonly Step[];
}

/** A machine that changes its state with every reading has no timeline worth keeping. */
const MAX_NOTABLE = 1000;
/** Beyond this share of the usual distance one might matter. */
const WIDE = 1.5;

/** What is worth keeping beside packed readings. @returns undefined for readings whose timeline would be as long as they are */
export function computeTimeline(block: ReadingBlock): Timeline | undefined {
  const timeline = wholeTimeline(block);
  return timeline && timeline.notable.length <= MAX_NOTABLE ? timeline : undefined;
}

/** As it would be kept, however long it is. @returns undefined for no readings */
export function wholeTimeline(block: ReadingBlock): Timeline | undefined {
  const { usualMs } = findNotableSteps(block, -Infinity, Infinity);
  return timelineOf(block, usualMs === null ? Infinity : usualMs * WIDE);
}

/**
 * The timeline of readings however long it is.
 * @param patienceMs after which a distance is notable at the latest; three usual ones are too
 * @returns undefined for no readings
 */
export function timelineOf(block: ReadingBlock, patienceMs: number): Timeline | undefined {
  const { notable, usualMs, last } = findNotableSteps(block, -Infinity, patienceMs);
  if (!last) return undefined;
  return {
    count: block.count,
    firstAt: block.timesMs[0]!,
    lastAt: last.at,
    lastState: last.state,
    usualMs,
    notable,
  };
}

/**
 * The steps of several stretches, as if their readings had been gone through in one go.
 * @param timelines in order of time
 * @param patienceMs after which a distance is notable at the latest; three usual ones are too
 */
export function joinTimelines(timelines: readonly Timeline[], patienceMs: number): Steps {
  const usualMs = weightedMedian(timelines);
  const longMs = Math.min(patienceMs, usualMs === null ? Infinity : 3 * usualMs);
  const notable: Step[] = [];
  let position = 0;
  let before: Timeline | undefined;
  for (const timeline of timelines) {
    for (const step of timeline.notable) {
      const isFirst = step.previousAt === null;
      const previousAt = isFirst ? (before?.lastAt ?? null) : step.previousAt;
      const isChange = isFirst
        ? step.state !== (before?.lastState ?? null) && step.state !== null
        : step.isChange;
      if (previousAt === null || isChange || step.at - previousAt > longMs)
        notable.push({ ...step, previousAt, isChange, position: position + step.position });
    }
    position += timeline.count;
    before = timeline;
  }
  return {
    notable,
    usualMs,
    last: before ? { at: before.lastAt, state: before.lastState } : null,
  };
}

/**
 * Whether kept timelines tell every distance beyond a patience. One that is kept leaves out distances near the usual one, which
 * for a device that reports rarely may be longer than its patience; then the readings themselves have to be gone through.
 */
export function tellsDistances(timelines: readonly Timeline[], patienceMs: number): boolean {
  return timelines.every(({ usualMs }) => usualMs === null || usualMs * WIDE <= patienceMs);
}

/** Of the stretches' medians, each weighing as many readings as it has. */
function weightedMedian(timelines: readonly Timeline[]): number | null {
  const known = timelines.flatMap(({ usualMs, count }) => (usualMs === null ? [] : [{ usualMs, count }]));
  known.sort((a, b) => a.usualMs - b.usualMs);
  let left = known.reduce((sum, { count }) => sum + count, 0) / 2;
  for (const { usualMs, count } of known) {
    left -= count;
    if (left <= 0) return usualMs;
  }
  return null;
}
