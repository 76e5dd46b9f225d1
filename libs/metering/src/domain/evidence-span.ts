import type { CounterReading } from './counter-reading.js';
import type { CountingWindow } from './metered-period.js';

/** A fall of the counter is remembered for so long before a period begins. */
export const LOOK_BACK_MS = 24 * 3_600_000;

/** Device times (epoch milliseconds), half-open. */
export interface EvidenceSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * All that a usage was derived from: its windows, the day before them, and the reading from which counting goes on, however
 * long before.
 * @param readings that were looked at
 * @returns null where nothing counts
 */
export function evidenceSpan(
  windows: readonly CountingWindow[],
  readings: readonly Pick<CounterReading, 'at'>[],
): EvidenceSpan | null {
  const [first, last] = [windows[0], windows.at(-1)];
  if (!first || !last) return null;
  const looked = Math.max(first.since, first.from - LOOK_BACK_MS);
  return { fromMs: readings.reduce((least, { at }) => Math.min(least, at), looked), toMs: last.to + 1 };
}
