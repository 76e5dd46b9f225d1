import { MAX_AHEAD_MS } from '../messages/admission.js';
import { TIME_OF_DEVICE, type TimeSource } from './time-source.js';

/**
 * As long as a device's clock may be ahead: within that, a wrong clock and usual buffering look alike; readings that
 * took longer were held back. Counts, metrics and exports all use this bound.
 */
export const LATE_AFTER_MS = MAX_AHEAD_MS;

/**
 * Returns true when a reading arrived long after it was measured; never for one whose time is its arrival.
 * @param timeMs when it was measured, epoch milliseconds
 * @param receivedMs when it arrived, epoch milliseconds
 */
export function isLate(timeMs: number, receivedMs: number, timeSource: TimeSource): boolean {
  return timeSource === TIME_OF_DEVICE && receivedMs - timeMs > LATE_AFTER_MS;
}
