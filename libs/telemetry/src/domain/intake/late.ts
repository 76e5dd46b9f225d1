import { MAX_AHEAD_MS } from '../messages/admission.js';
import { TIME_OF_DEVICE, type TimeSource } from './time-source.js';

/**
 * Readings that arrive later than this after they were measured are late. The bound equals the maximum lead of a
 * device's clock: within it, a wrong clock and usual buffering look alike. Counts, metrics and exports all use this
 * bound.
 */
export const LATE_AFTER_MS = MAX_AHEAD_MS;

/**
 * Returns true when a reading arrived long after it was measured. A reading with the time of arrival is never late.
 * @param timeMs time of measurement in epoch milliseconds
 * @param receivedMs time of arrival in epoch milliseconds
 */
export function isLate(timeMs: number, receivedMs: number, timeSource: TimeSource): boolean {
  return timeSource === TIME_OF_DEVICE && receivedMs - timeMs > LATE_AFTER_MS;
}
