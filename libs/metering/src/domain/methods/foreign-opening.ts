import type { UsableReading } from '../steps/counter-reading.js';
import type { CountingWindow } from '../usage/metered-period.js';

/**
 * Returns another customer's reading from which counting continues: the last reading before the other customer's
 * coverage ended, if there is no reading between that end and the window. Null if counting continues from one of the
 * customer's own readings, or from no reading.
 * @param ordered usable readings of one signal
 */
export function foreignOpening<Reading extends UsableReading>(
  ordered: readonly Reading[],
  { since, from, before }: CountingWindow,
): Reading | null {
  if (before === undefined || ordered.some(({ at }) => at >= since && at <= from)) return null;
  return ordered.findLast(({ at }) => at >= before && at < since) ?? null;
}
