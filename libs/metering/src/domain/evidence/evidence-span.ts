import type { CounterReading } from '../steps/counter-reading.js';
import type { CountingWindow } from '../usage/metered-period.js';

/** A fall of the counter is remembered for so long before a period begins. */
export const LOOK_BACK_MS = 24 * 3_600_000;

/** From when on readings of a window are looked at. */
export const startOf = ({ since, from }: CountingWindow): number => Math.max(since, from - LOOK_BACK_MS);

/** Device times (epoch milliseconds), half-open. */
export interface EvidenceSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * All that a usage was derived from: its windows, the day before them, and the reading from which counting goes on, however
 * long before, and the one after them that its last step leads to.
 * @param readings that were looked at
 * @returns null where nothing counts
 */
export function evidenceSpan(
  windows: readonly CountingWindow[],
  readings: readonly Pick<CounterReading, 'at'>[],
): EvidenceSpan | null {
  const [first, last] = [windows[0], windows.at(-1)];
  if (!first || !last) return null;
  const instants = readings.map(({ at }) => at);
  return {
    fromMs: instants.reduce((least, at) => Math.min(least, at), startOf(first)),
    toMs: instants.reduce((most, at) => Math.max(most, at), last.to) + 1,
  };
}
