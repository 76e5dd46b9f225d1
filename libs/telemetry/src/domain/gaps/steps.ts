import { type ReadingBlock, valueIn } from '../readings/reading-block.js';

/** A reading and the previous reading. Times are in epoch milliseconds. */
export interface Step {
  readonly at: number;
  readonly previousAt: number | null;
  /** The state that the machine reported; null if the reading has none. */
  readonly state: string | null;
  /** Whether the reading has a state that differs from the state of the previous reading. */
  readonly isChange: boolean;
  /** Position among all readings. */
  readonly position: number;
}

/** Notable intervals between readings, and state changes. */
export interface Steps {
  /** The first reading, each reading with a changed state, and each reading after a notable interval. */
  readonly notable: readonly Step[];
  /** The median interval within the span; null if there is none. */
  readonly usualMs: number | null;
  /** The newest reading. */
  readonly last: { readonly at: number; readonly state: string | null } | null;
}

/**
 * Analyzes a device's readings in one pass.
 * @param block readings of the span, preceded by the last reading before the span, if it is near
 * @param fromMs start of the span
 * @param thresholdMs the maximum interval that isn't notable; intervals of more than three times the usual one are
 *   always notable
 */
export function findNotableSteps(block: ReadingBlock, fromMs: number, thresholdMs: number): Steps {
  const { count, timesMs } = block;
  const usualMs = medianDistance(block, fromMs);
  const notableMs = Math.min(thresholdMs, usualMs === null ? Infinity : 3 * usualMs);
  const notable: Step[] = [];
  let previousState: string | null = null;
  for (let i = 0; i < count; i++) {
    const at = timesMs[i]!;
    const previousAt = i === 0 ? null : timesMs[i - 1]!;
    const state = readState(block, i);
    const isChange = state !== null && state !== previousState;
    if (previousAt === null || isChange || at - previousAt > notableMs)
      notable.push({ at, previousAt, state, isChange, position: i + 1 });
    previousState = state;
  }
  const last = count === 0 ? null : { at: timesMs[count - 1]!, state: readState(block, count - 1) };
  return { notable, usualMs, last };
}

function readState(block: ReadingBlock, i: number): string | null {
  const state = valueIn(block, i, 'state');
  return typeof state === 'string' ? state : null;
}

/** Returns the lower median, which is always the length of an actual interval. */
function medianDistance({ count, timesMs }: ReadingBlock, fromMs: number): number | null {
  const distances: number[] = [];
  for (let i = 1; i < count; i++)
    if (timesMs[i - 1]! >= fromMs) distances.push(timesMs[i]! - timesMs[i - 1]!);
  if (distances.length === 0) return null;
  const sorted = Float64Array.from(distances).sort();
  return sorted[Math.ceil(sorted.length / 2) - 1]!;
}
