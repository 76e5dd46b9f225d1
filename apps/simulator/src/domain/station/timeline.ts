import type { SiteCalendar } from '../physics/site-calendar.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Distance of readings in the recent past, and of live ones. */
export const FINE_MS = 5 * MINUTE_MS;
export const LIVE_MS = 10_000;
/** So many days back readings are whole and dense, unless the environment asks for fewer. */
export const FINE_DAYS = 60;
const HISTORY_MONTHS = 13;
/** Machines are warm and the pressure is steady before anybody looks. */
const WARM_UP_MS = 2 * HOUR_MS;
/** Readings of the far past: at these hours of the site's day, so that a month begins and ends with one. */
const COARSE_HOURS = [0, 6, 12, 18] as const;

/** From when on the demo world has readings, and how dense. Epoch milliseconds. */
export interface Timeline {
  /** Readings of counters four times a day from here on. */
  readonly historyMs: number;
  /** Whole readings every five minutes from here on. */
  readonly fineMs: number;
  /** Where the simulation begins. */
  readonly beginMs: number;
  /** Live from here on. */
  readonly liveMs: number;
}

/** The timeline of a world that was first started at `firstStartMs` and shows the demo file's counters at `asOfMs`. */
export function settleTimeline(firstStartMs: number, asOfMs: number, fineDays = FINE_DAYS): Timeline {
  const fineMs = startOfUtcDay(firstStartMs) - fineDays * DAY_MS;
  const history = new Date(firstStartMs);
  history.setUTCMonth(history.getUTCMonth() - HISTORY_MONTHS);
  return {
    historyMs: startOfUtcDay(history.getTime()),
    fineMs,
    // The counters' anchor may lie before the window, when the world is first seen long after its own date.
    beginMs: Math.min(fineMs, startOfUtcDay(asOfMs)) - WARM_UP_MS,
    liveMs: firstStartMs,
  };
}

function startOfUtcDay(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

/** The times of coarse readings in [fromMs, toMs), ascending. */
export function coarseTimes(calendar: SiteCalendar, fromMs: number, toMs: number): number[] {
  const times: number[] = [];
  // Noon lies within the same local day as midnight's neighbours, whatever a clock change did.
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
 * A reading's sequence number: counts up through the coarse, the fine and the live readings, and follows from the time, so
 * that the same reading has the same number whenever it is published.
 */
export function sequenceAt(timeline: Timeline, timeMs: number): number {
  const { historyMs, fineMs, liveMs } = timeline;
  const quarterDays = (until: number) => Math.floor((until - historyMs) / (6 * HOUR_MS));
  if (timeMs < fineMs) return Math.max(0, quarterDays(timeMs));
  const coarse = quarterDays(fineMs) + 1;
  if (timeMs < liveMs) return coarse + Math.floor((timeMs - fineMs) / FINE_MS);
  return coarse + Math.floor((liveMs - fineMs) / FINE_MS) + 1 + Math.floor((timeMs - liveMs) / LIVE_MS);
}

/** How dense a gateway's readings of a span are when they are delivered afterwards: the longer it was cut off, the fewer. */
export function keptEveryMs(fromMs: number, toMs: number, timeline: Timeline): number {
  if (toMs <= timeline.liveMs) return FINE_MS;
  const spanMs = toMs - fromMs;
  if (spanMs <= 10 * MINUTE_MS) return LIVE_MS;
  return spanMs <= 6 * HOUR_MS ? MINUTE_MS : FINE_MS;
}
