/** So many usual intervals without a reading are a gap: fewer are jitter or a lost message. */
const MISSED_INTERVALS = 3;
/** What a radio link loses now and then is no gap, however fast the device sends. */
export const LEAST_GAP_MS = 10_000;
/** So many wide steps in a row are no losses: the device sends at another rate there. */
const STEPS_OF_A_RATE = 3;

/** From one reading to the next. */
export interface ReadingStep {
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the later reading in the order of all. */
  readonly position: number;
}

/** From which distance between readings on there is a gap, by the usual (median) distance. */
export function gapThresholdMs(usualIntervalMs: number): number {
  return Math.max(usualIntervalMs * MISSED_INTERVALS, LEAST_GAP_MS);
}

/**
 * Which steps are gaps. A step is measured by the usual distance of all readings, or by the rate beside it where the device
 * sends more slowly for a while: then several wide steps follow one another.
 * @param steps in order of time; at least those wider than the threshold of `usualMs`
 */
export function findGaps(steps: readonly ReadingStep[], usualMs: number): ReadingStep[] {
  const wide = steps.filter((step) => width(step) > gapThresholdMs(usualMs));
  return wide.filter((step, i) => {
    const beside = [...neighbours(wide, i, -1), ...neighbours(wide, i, 1)];
    const rateHere = beside.length < STEPS_OF_A_RATE ? usualMs : Math.min(...beside);
    return width(step) > gapThresholdMs(rateHere);
  });
}

/** Widths of the steps that follow one on a side without a break, a few of them. */
function neighbours(steps: readonly ReadingStep[], index: number, side: -1 | 1): number[] {
  const widths: number[] = [];
  for (let i = 1; i <= STEPS_OF_A_RATE; i++) {
    const neighbour = steps[index + side * i];
    if (!neighbour || neighbour.position !== steps[index]!.position + side * i) break;
    widths.push(width(neighbour));
  }
  return widths;
}

function width(step: ReadingStep): number {
  return step.toMs - step.fromMs;
}
