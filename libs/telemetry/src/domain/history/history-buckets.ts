import { DateTime } from 'luxon';
import { type Buckets, bucketsOfWidth } from './history-points.js';
import { chooseBucketSeconds } from './buckets.js';
import type { Span } from '../readings/outcomes.js';

/** Named bucket widths: minutes, hours, calendar days, weeks (from Monday) and months, and the whole span. */
export const HISTORY_RESOLUTIONS = ['1m', '5m', '15m', '1h', '1d', '1w', '1mo', 'total'] as const;
export type HistoryResolution = (typeof HISTORY_RESOLUTIONS)[number];

const MINUTE_S = 60;
const QUARTER_S = 900;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** Widths in seconds; for calendar days, weeks and months, their usual length. */
const WIDTHS: Readonly<Record<Exclude<HistoryResolution, 'total'>, number>> = {
  '1m': MINUTE_S,
  '5m': 5 * MINUTE_S,
  '15m': QUARTER_S,
  '1h': HOUR_S,
  '1d': DAY_S,
  '1w': 7 * DAY_S,
  '1mo': 30 * DAY_S,
};
const CALENDAR = { '1d': 'day', '1w': 'week', '1mo': 'month' } as const;

/** Buckets of a history. */
export interface ChosenBuckets extends Buckets {
  /** The requested resolution; null if the width follows from the number of points. */
  readonly resolution: HistoryResolution | null;
  /** IANA name of the zone that defines the buckets' boundaries. */
  readonly zone: string;
  readonly seconds: number;
  /** Width in seconds of the narrower buckets that make up these buckets; their boundaries match. */
  readonly partSeconds: number;
}

/**
 * Returns the buckets of a resolution. Days, weeks and months begin at local midnight, so a day has 23 or 25 hours at a
 * clock change. Hours begin at full hours of the local clock.
 * @param zone IANA name
 * @param span span in which the buckets are used, in epoch milliseconds
 */
export function bucketsOf(resolution: HistoryResolution, zone: string, span: Span): ChosenBuckets {
  if (resolution === 'total') return createTotalBucket(zone, span);
  const seconds = WIDTHS[resolution];
  const part = findPartSeconds(listOffsets(zone, span));
  // All zone offsets are multiples of a quarter of an hour.
  if (seconds <= QUARTER_S || (resolution === '1h' && part >= HOUR_S))
    return { ...createSecondBuckets(seconds, resolution), zone };
  const unit = resolution === '1h' ? 'hour' : CALENDAR[resolution as keyof typeof CALENDAR];
  return {
    ...createCalendarBuckets(zone, unit),
    resolution,
    zone,
    seconds,
    partSeconds: Math.min(part, seconds),
  };
}

/** Returns at most `points` buckets of a readable width. */
export function bucketsFor(points: number, { fromMs, toMs }: Span): ChosenBuckets {
  return createSecondBuckets(chooseBucketSeconds(toMs - fromMs, points), null);
}

/**
 * Returns the nearest buckets that the stored data allows.
 * @param storedSeconds the width of the narrowest stored buckets
 */
export function coarsenBuckets(buckets: ChosenBuckets, storedSeconds: number, span: Span): ChosenBuckets {
  if (storedSeconds <= buckets.partSeconds) return buckets;
  const { resolution, seconds } = buckets;
  // The whole span remains one bucket, built from the rollups that begin in it.
  if (resolution === 'total') return buckets;
  // Days of another zone can't be built from UTC days.
  if (resolution !== null && storedSeconds <= seconds) return bucketsOf(resolution, UTC, span);
  return createSecondBuckets(Math.max(seconds, storedSeconds), null);
}

/** Extends a span to whole buckets. */
export function toWholeBuckets(buckets: Buckets, { fromMs, toMs }: Span): Span {
  return { fromMs: buckets.startOf(fromMs), toMs: buckets.endOf(buckets.startOf(toMs - 1)) };
}

/** Returns the approximate number of buckets in a span. */
export function countBuckets({ seconds }: ChosenBuckets, { fromMs, toMs }: Span): number {
  return Math.ceil((toMs - fromMs) / 1000 / seconds);
}

const UTC = 'UTC';

/** Returns buckets of a fixed width, aligned to its multiples. */
function createSecondBuckets(seconds: number, resolution: HistoryResolution | null): ChosenBuckets {
  return { ...bucketsOfWidth(seconds * 1000), resolution, zone: UTC, seconds, partSeconds: seconds };
}

/** Spans up to this length can begin and end at any second, because they are computed from readings. */
const MAX_SPAN_BY_SECOND_MS = 7 * DAY_S * 1000;

/** Returns one bucket for a span. It consists of the widest parts that begin and end where the span does. */
function createTotalBucket(zone: string, { fromMs, toMs }: Span): ChosenBuckets {
  const least = toMs - fromMs > MAX_SPAN_BY_SECOND_MS ? MINUTE_S : 1;
  const startMs = floorTo(fromMs, least);
  const endMs = -floorTo(-toMs, least);
  const partSeconds =
    [DAY_S, HOUR_S, MINUTE_S].find(
      (width) => startMs === floorTo(startMs, width) && endMs === floorTo(endMs, width),
    ) ?? least;
  return {
    startOf: () => startMs,
    endOf: () => endMs,
    resolution: 'total',
    zone,
    seconds: (endMs - startMs) / 1000,
    partSeconds,
  };
}

/** Returns the last multiple of a width at or before an instant. */
function floorTo(timeMs: number, seconds: number): number {
  return Math.floor(timeMs / (seconds * 1000)) * seconds * 1000;
}

function findPartSeconds(offsets: readonly number[]): number {
  if (offsets.every((minutes) => minutes === 0)) return DAY_S;
  return offsets.every((minutes) => minutes % 60 === 0) ? HOUR_S : QUARTER_S;
}

/** Returns calendar buckets. The last bucket is cached, because most lookups request it. */
function createCalendarBuckets(zone: string, unit: 'hour' | 'day' | 'week' | 'month'): Buckets {
  let [fromMs, toMs] = [Infinity, -Infinity];
  const find = (timeMs: number): void => {
    if (timeMs >= fromMs && timeMs < toMs) return;
    const start = DateTime.fromMillis(timeMs, { zone }).startOf(unit);
    fromMs = start.toMillis();
    toMs = start
      .plus({ [unit]: 1 })
      .startOf(unit)
      .toMillis();
  };
  return {
    startOf: (timeMs) => {
      find(timeMs);
      return fromMs;
    },
    endOf: (startMs) => {
      find(startMs);
      return toMs;
    },
  };
}

/**
 * Returns the zone's offsets in a span, in minutes. Two-week steps find all of them, because no zone changes its offset
 * and back within a month.
 */
function listOffsets(zone: string, { fromMs, toMs }: Span): number[] {
  const offsets = new Set<number>();
  const end = DateTime.fromMillis(toMs, { zone });
  for (let at = DateTime.fromMillis(fromMs, { zone }); at < end; at = at.plus({ weeks: 2 }))
    offsets.add(at.offset);
  return [...offsets.add(end.offset)];
}
