import { RUN_MONTHS } from './contract-case.js';

const HOUR_MS = 3_600_000;

/**
 * Returns the time at which a phase's run begins: early on the third day after its month, so that the month has ended
 * in every time zone. -1 is the time before the first phase.
 */
export function phaseBegins(phase: number): number {
  const [year, month] = RUN_MONTHS[0].split('-').map(Number) as [number, number];
  return Date.UTC(year, month - 1 + phase + 1, 3) + 8 * HOUR_MS;
}
