import { DateTime } from 'luxon';
import { type Buckets, bucketsOfWidth } from './history-points.js';
import { chooseBucketSeconds } from './buckets.js';
import type { Span } from '../readings/outcomes.js';

/** Widths of buckets that can be asked for by name: minutes, hours, and days, weeks (from Monday) and months of a calendar. */
export const HISTORY_RESOLUTIONS = ['1m', '5m', '15m', '1h', '1d', '1w', '1mo'] as const;
export type HistoryResolution = (typeof HISTORY_RESOLUTIONS)[number];

const MINUTE_S = 60;
const QUARTER_S = 900;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** Seconds; of a calendar's days, weeks and months what they usually have. */
const WIDTHS: Readonly<Record<HistoryResolution, number>> = {
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
  /** Null where the width follows from the number of points. */
  readonly resolution: HistoryResolution | null;
  /** IANA name: by whose clock and calendar they begin. */
  readonly zone: string;
  readonly seconds: number;
  /** Seconds of the narrower buckets that these are made of: each begins and ends with one of them. */
  readonly partSeconds: number;
}

/**
 * The buckets of a resolution. Days, weeks and months begin at local midnight, so a day has 23 or 25 hours where the clock
 * changes; hours begin at full hours of the local clock.
 * @param zone IANA name
 * @param span in which they are used, epoch milliseconds
 */
export function bucketsOf(resolution: HistoryResolution, zone: string, span: Span): ChosenBuckets {
  const seconds = WIDTHS[resolution];
  const part = partOf(offsetsIn(zone, span));
  // No zone is off by anything but quarters of an hour.
  if (seconds <= QUARTER_S || (resolution === '1h' && part >= HOUR_S))
    return { ...ofSeconds(seconds, resolution), zone };
  const unit = resolution === '1h' ? 'hour' : CALENDAR[resolution as keyof typeof CALENDAR];
  return { ...byCalendar(zone, unit), resolution, zone, seconds, partSeconds: Math.min(part, seconds) };
}

/** Buckets of a readable width, so many that there are no more than `points` of them. */
export function bucketsFor(points: number, { fromMs, toMs }: Span): ChosenBuckets {
  return ofSeconds(chooseBucketSeconds(toMs - fromMs, points), null);
}

/**
 * As near to the buckets as what is kept allows.
 * @param keptSeconds the width of the narrowest that are kept
 */
export function coarsenBuckets(buckets: ChosenBuckets, keptSeconds: number, span: Span): ChosenBuckets {
  if (keptSeconds <= buckets.partSeconds) return buckets;
  const { resolution, seconds } = buckets;
  // Days of another zone can't be made of days of UTC.
  if (resolution !== null && keptSeconds <= seconds) return bucketsOf(resolution, UTC, span);
  return ofSeconds(Math.max(seconds, keptSeconds), null);
}

/** A span widened to whole buckets. */
export function toWholeBuckets(buckets: Buckets, { fromMs, toMs }: Span): Span {
  return { fromMs: buckets.startOf(fromMs), toMs: buckets.endOf(buckets.startOf(toMs - 1)) };
}

/** How many buckets a span reaches into, about. */
export function countBuckets({ seconds }: ChosenBuckets, { fromMs, toMs }: Span): number {
  return Math.ceil((toMs - fromMs) / 1000 / seconds);
}

const UTC = 'UTC';

/** Buckets of one width that begin at multiples of it. */
function ofSeconds(seconds: number, resolution: HistoryResolution | null): ChosenBuckets {
  return { ...bucketsOfWidth(seconds * 1000), resolution, zone: UTC, seconds, partSeconds: seconds };
}

function partOf(offsets: readonly number[]): number {
  if (offsets.every((minutes) => minutes === 0)) return DAY_S;
  return offsets.every((minutes) => minutes % 60 === 0) ? HOUR_S : QUARTER_S;
}

/** Remembers the bucket it found last: most questions are about that one. */
function byCalendar(zone: string, unit: 'hour' | 'day' | 'week' | 'month'): Buckets {
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

/** The zone's offsets in a span, in minutes: no zone changes its offset and back within a month. */
function offsetsIn(zone: string, { fromMs, toMs }: Span): number[] {
  const offsets = new Set<number>();
  const end = DateTime.fromMillis(toMs, { zone });
  for (let at = DateTime.fromMillis(fromMs, { zone }); at < end; at = at.plus({ weeks: 2 }))
    offsets.add(at.offset);
  return [...offsets.add(end.offset)];
}
