import { LATE_AFTER_MS } from './late.js';

/** Length of a window. The fastest message of the current and the previous window is assumed to have no delay. */
const WINDOW_MS = 10 * 60_000;
/** Tolerance for network jitter; for devices that send rarely, a share of the interval is tolerated instead. */
const JITTER_MS = 2000;
const JITTER_SHARE = 0.5;

/** The observed state of a device's clock. Times are in epoch milliseconds. */
export interface ClockWatch {
  readonly deviceMs: number;
  readonly arrivedMs: number;
  readonly windowFromMs: number;
  /** Largest difference (device time minus arrival) in this window and in the previous one; null if there is none. */
  readonly here: number | null;
  readonly before: number | null;
}

/**
 * Records when a device's newest reading was measured and when it arrived. A reading is used if the same time has
 * passed for the device and for the server since the previous reading. Otherwise, the reading was buffered or the clock
 * was set, and all earlier observations are discarded. Late readings are ignored, because they provide no information
 * about the clock.
 */
export function watchClock(known: ClockWatch | undefined, deviceMs: number, arrivedMs: number): ClockWatch {
  const anew = { deviceMs, arrivedMs, windowFromMs: arrivedMs, here: null, before: null };
  if (!known) return anew;
  if (arrivedMs - deviceMs > LATE_AFTER_MS) return known;
  const passed = arrivedMs - known.arrivedMs;
  const jitter = Math.max(JITTER_MS, passed * JITTER_SHARE);
  if (Math.abs(deviceMs - known.deviceMs - passed) > jitter) return anew;
  const skewMs = deviceMs - arrivedMs;
  const isOver = arrivedMs - known.windowFromMs > WINDOW_MS;
  return {
    deviceMs,
    arrivedMs,
    windowFromMs: isOver ? arrivedMs : known.windowFromMs,
    here: isOver ? skewMs : Math.max(known.here ?? -Infinity, skewMs),
    before: isOver ? known.here : known.before,
  };
}

/**
 * Returns how far a device's clock is ahead of the server's, negative if behind. Transmission can only make the clock
 * appear further behind, so the largest recent difference is the best estimate.
 * @returns null without enough data
 */
export function skewOf({ here, before }: ClockWatch): number | null {
  return here === null ? before : Math.max(here, before ?? -Infinity);
}
