import { type ReadingBlock, valueIn } from './readings/reading-block.js';

/** A reading and the one before it. Epoch milliseconds. */
export interface Step {
  readonly at: number;
  readonly previousAt: number | null;
  /** The state that the machine reported; null where it said nothing of it. */
  readonly state: string | null;
  /** In the order of all readings. */
  readonly position: number;
}

/** What the distances between readings tell, and where the state changes. */
export interface Steps {
  /** The first reading, each that follows on another state, and each that follows after a while. */
  readonly notable: readonly Step[];
  /** The median distance within the span; null where there is none. */
  readonly usualMs: number | null;
  readonly lastAt: number | null;
}

/**
 * Goes once through a device's readings.
 * @param block readings of the span, led by the last one before it if one is near
 * @param fromMs where the span begins
 * @param patienceMs after which a distance is notable at the latest; three usual ones are too
 */
export function findNotableSteps(block: ReadingBlock, fromMs: number, patienceMs: number): Steps {
  const { count, timesMs } = block;
  const usualMs = medianDistance(block, fromMs);
  const longMs = Math.min(patienceMs, usualMs === null ? Infinity : 3 * usualMs);
  const notable: Step[] = [];
  let previousState: string | null = null;
  for (let i = 0; i < count; i++) {
    const at = timesMs[i]!;
    const previousAt = i === 0 ? null : timesMs[i - 1]!;
    const state = stateIn(block, i);
    if (previousAt === null || (state !== null && state !== previousState) || at - previousAt > longMs)
      notable.push({ at, previousAt, state, position: i + 1 });
    previousState = state;
  }
  return { notable, usualMs, lastAt: count === 0 ? null : timesMs[count - 1]! };
}

function stateIn(block: ReadingBlock, i: number): string | null {
  const state = valueIn(block, i, 'state');
  return typeof state === 'string' ? state : null;
}

/** The lower median, so that it is a distance that occurred. */
function medianDistance({ count, timesMs }: ReadingBlock, fromMs: number): number | null {
  const distances: number[] = [];
  for (let i = 1; i < count; i++)
    if (timesMs[i - 1]! >= fromMs) distances.push(timesMs[i]! - timesMs[i - 1]!);
  if (distances.length === 0) return null;
  const sorted = Float64Array.from(distances).sort();
  return sorted[Math.ceil(sorted.length / 2) - 1]!;
}
