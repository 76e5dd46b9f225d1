/** So many usual intervals without a reading are a gap: fewer are jitter or a lost message. */
const MISSED_INTERVALS = 3;
/** What a radio link loses now and then is no gap, however fast the device sends. */
const LEAST_GAP_MS = 10_000;

/** From which distance between readings on there is a gap, by the usual (median) distance. */
export function gapThresholdMs(usualIntervalMs: number): number {
  return Math.max(usualIntervalMs * MISSED_INTERVALS, LEAST_GAP_MS);
}
