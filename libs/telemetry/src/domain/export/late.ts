import { TIME_OF_DEVICE, type TimeSource } from '../time-source.js';

/** Longer than any usual buffering on the way: what took more was held back somewhere. */
export const LATE_AFTER_MS = 10 * 60_000;

/** Whether a reading became known long after it was measured, by the device's own clock. */
export function isLate(timeMs: number, receivedMs: number, timeSource: TimeSource): boolean {
  return timeSource === TIME_OF_DEVICE && receivedMs - timeMs > LATE_AFTER_MS;
}
