import type { UsableReading } from '../steps/counter-reading.js';
import type { CountingWindow } from '../usage/metered-period.js';

/**
 * The reading of another customer's time from which counting goes on: the last one before theirs ended, where nothing was read
 * since then up to the window. Null where counting goes on from a reading of the customer's own, or from none.
 * @param ordered usable readings of one signal
 */
export function foreignOpening<Reading extends UsableReading>(
  ordered: readonly Reading[],
  { since, from, before }: CountingWindow,
): Reading | null {
  if (before === undefined || ordered.some(({ at }) => at >= since && at <= from)) return null;
  return ordered.findLast(({ at }) => at >= before && at < since) ?? null;
}
