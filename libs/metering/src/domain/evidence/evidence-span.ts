import type { CounterReading } from '../steps/counter-reading.js';
import type { CountingWindow } from '../usage/metered-period.js';

/** Time before a period in which a drop of the counter is still relevant. */
export const LOOK_BACK_MS = 24 * 3_600_000;

/** Returns the first instant of the readings that a window needs. */
export const lookbackStart = ({ since, from }: CountingWindow): number =>
  Math.max(since, from - LOOK_BACK_MS);

/** Device times (epoch milliseconds), half-open. */
export interface EvidenceSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Returns the span of all readings from which usage was derived: its windows, the day before them, the reading from
 * which counting continues, regardless of its age, and the reading after the windows that ends the last step.
 * @param readings the readings used
 * @returns null if there are no windows
 */
export function evidenceSpan(
  windows: readonly CountingWindow[],
  readings: readonly Pick<CounterReading, 'at'>[],
): EvidenceSpan | null {
  const [first, last] = [windows[0], windows.at(-1)];
  if (!first || !last) return null;
  const instants = readings.map(({ at }) => at);
  return {
    fromMs: instants.reduce((min, at) => Math.min(min, at), lookbackStart(first)),
    toMs: instants.reduce((max, at) => Math.max(max, at), last.to) + 1,
  };
}
