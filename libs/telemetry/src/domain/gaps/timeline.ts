import type { ReadingBlock } from '../readings/reading-block.js';
import { findNotableSteps, type Step, type Steps } from './steps.js';

/** States and gaps of a packed segment of readings. They can be read without unpacking the segment. */
export interface Timeline {
  readonly count: number;
  /** Device time of the first reading in epoch milliseconds, followed by that of the last reading. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** The state in the last reading. */
  readonly lastState: string | null;
  /** The median interval between readings; null for a single reading. */
  readonly usualMs: number | null;
  /** The first reading, changes of state, and intervals that may be notable. */
  readonly notable: readonly Step[];
}

/**
 * Maximum number of notable readings in a stored timeline. Beyond this number, for example if the state changes with
 * every reading, a timeline isn't worth storing.
 */
const MAX_NOTABLE = 1000;
/** Intervals greater than this multiple of the usual interval may be notable. */
const WIDE_FACTOR = 1.5;

/**
 * Returns the timeline to store with packed readings.
 * @returns undefined if it would be too long to be worth storing
 */
export function computeTimeline(block: ReadingBlock): Timeline | undefined {
  const timeline = computeStoredTimeline(block);
  return timeline && timeline.notable.length <= MAX_NOTABLE ? timeline : undefined;
}

/**
 * Returns the timeline in its stored form, without a maximum length.
 * @returns undefined without readings
 */
export function computeStoredTimeline(block: ReadingBlock): Timeline | undefined {
  const { usualMs } = findNotableSteps(block, -Infinity, Infinity);
  return buildTimeline(block, usualMs === null ? Infinity : usualMs * WIDE_FACTOR);
}

/**
 * Returns the timeline of readings, without a maximum length.
 * @param thresholdMs the maximum interval that isn't notable; intervals of more than three times the usual one are
 *   always notable
 * @returns undefined without readings
 */
export function buildTimeline(block: ReadingBlock, thresholdMs: number): Timeline | undefined {
  const { notable, usualMs, last } = findNotableSteps(block, -Infinity, thresholdMs);
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
 * Joins the steps of several segments. The usual interval is the weighted median of the segments' medians. If it equals
 * the median of all intervals, the result is the same as if the readings had been processed together.
 * @param timelines in chronological order
 * @param thresholdMs the maximum interval that isn't notable; intervals of more than three times the usual one are
 *   always notable
 */
export function joinTimelines(timelines: readonly Timeline[], thresholdMs: number): Steps {
  const usualMs = weightedMedian(timelines);
  const notableMs = Math.min(thresholdMs, usualMs === null ? Infinity : 3 * usualMs);
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
      if (previousAt === null || isChange || step.at - previousAt > notableMs)
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
 * Returns true when stored timelines contain every interval above a threshold. A stored timeline omits intervals near
 * the usual one. If those exceed the threshold, as for a device that reports rarely, the readings must be loaded.
 */
export function coversDistances(timelines: readonly Timeline[], thresholdMs: number): boolean {
  return timelines.every(({ usualMs }) => usualMs === null || usualMs * WIDE_FACTOR <= thresholdMs);
}

/** Returns the median of the segments' medians, weighted by their number of readings. */
function weightedMedian(timelines: readonly Timeline[]): number | null {
  const weights = timelines.flatMap(({ usualMs, count }) => (usualMs === null ? [] : [{ usualMs, count }]));
  weights.sort((a, b) => a.usualMs - b.usualMs);
  let left = weights.reduce((sum, { count }) => sum + count, 0) / 2;
  for (const { usualMs, count } of weights) {
    left -= count;
    if (left <= 0) return usualMs;
  }
  return null;
}
