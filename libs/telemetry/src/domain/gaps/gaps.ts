/** Minimum length of a gap in usual intervals. A shorter period without readings is due to jitter or a lost message. */
const MISSED_INTERVALS = 3;
/** Minimum length of a gap. Occasional losses of a radio link aren't gaps, even if the device sends quickly. */
export const MIN_GAP_MS = 10_000;
/** Number of consecutive wide intervals that indicate a lower sending rate instead of losses. */
const STEPS_PER_RATE = 3;

/** The interval from one reading to the next. */
export interface ReadingStep {
  readonly fromMs: number;
  readonly toMs: number;
  /** Position of the later reading among all readings. */
  readonly position: number;
}

/** Returns the length above which an interval between readings is a gap, given the usual (median) interval. */
export function gapThresholdMs(usualIntervalMs: number): number {
  return Math.max(usualIntervalMs * MISSED_INTERVALS, MIN_GAP_MS);
}

/**
 * Returns the intervals that are gaps. An interval is compared with the usual interval of all readings. Several
 * consecutive wide intervals show that the device sends more slowly, so they are compared with the shortest adjacent
 * interval.
 * @param steps in chronological order; at least those wider than the threshold of `usualMs`
 */
export function findGaps(steps: readonly ReadingStep[], usualMs: number): ReadingStep[] {
  const wide = steps.filter((step) => computeWidth(step) > gapThresholdMs(usualMs));
  return wide.filter((step, i) => {
    const adjacentWidths = [...listAdjacentWidths(wide, i, -1), ...listAdjacentWidths(wide, i, 1)];
    const localIntervalMs = adjacentWidths.length < STEPS_PER_RATE ? usualMs : Math.min(...adjacentWidths);
    return computeWidth(step) > gapThresholdMs(localIntervalMs);
  });
}

/** Returns the widths of a few intervals directly before or after an interval. */
function listAdjacentWidths(steps: readonly ReadingStep[], index: number, side: -1 | 1): number[] {
  const widths: number[] = [];
  for (let i = 1; i <= STEPS_PER_RATE; i++) {
    const neighbour = steps[index + side * i];
    if (!neighbour || neighbour.position !== steps[index]!.position + side * i) break;
    widths.push(computeWidth(neighbour));
  }
  return widths;
}

function computeWidth(step: ReadingStep): number {
  return step.toMs - step.fromMs;
}
