import type { UsableReading } from '../steps/counter-reading.js';
import type { CountingWindow } from '../usage/metered-period.js';

/**
 * Returns another customer's reading from which counting continues: the last one before the other customer's
 * coverage ended, if there is none between then and the window. Null if counting continues from one of the customer's
 * own readings, or from none.
 * @param ordered usable readings of one signal
 */
export function foreignOpening<Reading extends UsableReading>(
  ordered: readonly Reading[],
  { since, from, before }: CountingWindow,
): Reading | null {
  if (before === undefined || ordered.some(({ at }) => at >= since && at <= from)) return null;
  return ordered.findLast(({ at }) => at >= before && at < since) ?? null;
}
