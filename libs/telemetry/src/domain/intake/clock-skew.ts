import { LATE_AFTER_MS } from './late.js';

/** The delay of the fastest message within this, or twice this, is taken for none. */
const WINDOW_MS = 10 * 60_000;
/** Jitter of the way to us; and of who sends seldom a share of the distance. */
const JITTER_MS = 2000;
const JITTER_SHARE = 0.5;

/** What is remembered of a device's clock. Epoch milliseconds. */
export interface ClockWatch {
  readonly deviceMs: number;
  readonly arrivedMs: number;
  readonly windowFromMs: number;
  /** Largest difference (device time less arrival) of this window and of the one before; null of none. */
  readonly here: number | null;
  readonly before: number | null;
}

/**
 * Takes in when a device's newest reading was measured and when it arrived. One counts when as much time has gone by for the
 * device as for us since the last: a device that sends what it held back goes faster, and one whose clock was set jumps. Then
 * everything before it is forgotten. A reading that came late was held back or is of the past, and says nothing of the clock.
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
 * How far a device's clock is ahead of ours, below zero behind: the way to us only makes it look further behind, so the
 * largest difference of late is nearest. @returns null where too little is known
 */
export function skewOf({ here, before }: ClockWatch): number | null {
  return here === null ? before : Math.max(here, before ?? -Infinity);
}
