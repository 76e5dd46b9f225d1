import { LATE_AFTER_MS } from './late.js';

/** The delay of the fastest message within one to two of these windows counts as zero. */
const WINDOW_MS = 10 * 60_000;
/** Network jitter, and for devices that send rarely a share of the distance. */
const JITTER_MS = 2000;
const JITTER_SHARE = 0.5;

/** The observed state of a device's clock. Epoch milliseconds. */
export interface ClockWatch {
  readonly deviceMs: number;
  readonly arrivedMs: number;
  readonly windowFromMs: number;
  /**
   * The largest difference (device time minus arrival) of this window and of the previous one; null if there is none.
   */
  readonly here: number | null;
  readonly before: number | null;
}

/**
 * Records when a device's newest reading was measured and when it arrived. A reading counts when the same time has
 * passed for the device as for the server since the last one: buffered readings arrive faster, and a clock that was
 * set jumps; then everything before it is dropped. Late readings were buffered or are historical, and say nothing
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
 * Returns how far a device's clock is ahead of the server's, negative when behind: transmission only makes it appear
 * further behind, so the largest recent difference is the best estimate. @returns null without enough data
 */
export function skewOf({ here, before }: ClockWatch): number | null {
  return here === null ? before : Math.max(here, before ?? -Infinity);
}
