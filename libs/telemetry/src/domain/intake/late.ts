import { MAX_AHEAD_MS } from '../messages/admission.js';
import { TIME_OF_DEVICE, type TimeSource } from './time-source.js';

/**
 * As far back as a device's clock may be ahead: within that, a clock that is off and the usual buffering on the way look alike;
 * what took more was held back somewhere. Counts, metrics and exports all go by this one bound.
 */
export const LATE_AFTER_MS = MAX_AHEAD_MS;

/**
 * Whether a reading became known long after it was measured. One whose time is that of its arrival never does.
 * @param timeMs when it was measured, epoch milliseconds
 * @param receivedMs when it arrived, epoch milliseconds
 */
export function isLate(timeMs: number, receivedMs: number, timeSource: TimeSource): boolean {
  return timeSource === TIME_OF_DEVICE && receivedMs - timeMs > LATE_AFTER_MS;
}
