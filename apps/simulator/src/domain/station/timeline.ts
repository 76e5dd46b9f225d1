import type { SiteCalendar } from '../physics/site-calendar.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Interval of readings in the recent past. */
export const FINE_MS = 5 * MINUTE_MS;
/** Interval of live readings. */
export const LIVE_MS = 10_000;
/** Default and maximum number of past days with complete readings every five minutes. */
export const FINE_DAYS = 60;
const HISTORY_MONTHS = 13;
/** Time for machines to warm up and the pressure to settle before the first reading. */
const WARM_UP_MS = 2 * HOUR_MS;
/** Local hours of readings in the distant past, chosen so that a month begins and ends with one. */
const COARSE_HOURS = [0, 6, 12, 18] as const;

/** Periods of the demo by the density of readings. Instants are in epoch milliseconds. */
export interface Timeline {
  /** Start of counter readings four times a day. */
  readonly historyMs: number;
  /** Start of complete readings every five minutes. */
  readonly fineMs: number;
  /** Start of the simulation. */
  readonly beginMs: number;
  /** Start of live readings. */
  readonly liveMs: number;
}

/**
 * Returns the timeline of a demo that was first started at `firstStartMs` and displays the demo file's counters at
 * `asOfMs`.
 */
export function createTimeline(firstStartMs: number, asOfMs: number, fineDays = FINE_DAYS): Timeline {
  const fineMs = startOfUtcDay(firstStartMs) - fineDays * DAY_MS;
  const history = new Date(firstStartMs);
  history.setUTCMonth(history.getUTCMonth() - HISTORY_MONTHS);
  return {
    historyMs: startOfUtcDay(history.getTime()),
    fineMs,
    // `asOfMs` is before `fineMs` if the demo keeps the dates of its file and is first started long after them.
    beginMs: Math.min(fineMs, startOfUtcDay(asOfMs)) - WARM_UP_MS,
    liveMs: firstStartMs,
  };
}

function startOfUtcDay(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

/** Returns the times of readings in the distant past in [fromMs, toMs), ascending. */
export function listCoarseTimes(calendar: SiteCalendar, fromMs: number, toMs: number): number[] {
  const times: number[] = [];
  // Noon plus or minus an hour for a clock change is still on the same local day, so the loop goes from noon to noon.
  for (
    let noon = calendar.startOfDay(fromMs) + 12 * HOUR_MS;
    noon - DAY_MS < toMs;
    noon = calendar.startOfDay(noon) + 36 * HOUR_MS
  ) {
    const midnight = calendar.startOfDay(noon);
    for (const hour of COARSE_HOURS) {
      const at = midnight + hour * HOUR_MS;
      if (at >= fromMs && at < toMs) times.push(at);
    }
  }
  return times;
}

/**
 * Returns the sequence number of a reading. It is derived from the device time, so that the same reading always has the
 * same number, and increases from the distant past to live readings.
 */
export function sequenceAt(timeline: Timeline, timeMs: number): number {
  const { historyMs, fineMs, liveMs } = timeline;
  const quarterDays = (until: number) => Math.floor((until - historyMs) / (6 * HOUR_MS));
  if (timeMs < fineMs) return Math.max(0, quarterDays(timeMs));
  const coarse = quarterDays(fineMs) + 1;
  if (timeMs < liveMs) return coarse + Math.floor((timeMs - fineMs) / FINE_MS);
  return coarse + Math.floor((liveMs - fineMs) / FINE_MS) + 1 + Math.floor((timeMs - liveMs) / LIVE_MS);
}

/**
 * Returns the interval of readings that a gateway delivers after an outage. The longer the outage, the fewer readings.
 */
export function bufferedIntervalMs(fromMs: number, toMs: number, timeline: Timeline): number {
  if (toMs <= timeline.liveMs) return FINE_MS;
  const spanMs = toMs - fromMs;
  if (spanMs <= 10 * MINUTE_MS) return LIVE_MS;
  return spanMs <= 6 * HOUR_MS ? MINUTE_MS : FINE_MS;
}
