import { DateTime } from 'luxon';

/**
 * Local references to global functions, because each step calls them dozens of times, and looking up a global is
 * expensive in a test's sandbox.
 */
const { floor } = Math;

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Weekday of 1 January 1970, a Thursday, counted from Monday. */
const WEEKDAY_OF_EPOCH = 3;

/** Local time of a site at an instant. */
export interface LocalMoment {
  /** 0 is Monday. */
  readonly weekday: number;
  readonly minuteOfDay: number;
  readonly isHoliday: boolean;
}

/**
 * Calendar of a site: its time zone and holidays. Caches the UTC offset by hour, because an offset changes only on a
 * full hour.
 */
export class SiteCalendar {
  private readonly offsets = new Map<number, number>();
  private readonly holidays: ReadonlySet<number>;

  /** @param holidays `YYYY-MM-DD` */
  constructor(
    readonly zone: string,
    holidays: readonly string[],
  ) {
    this.holidays = new Set(holidays.map((day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS));
  }

  momentAt(timeMs: number): LocalMoment {
    const local = timeMs + this.offsetAt(timeMs);
    const day = floor(local / DAY_MS);
    return {
      weekday: (((day + WEEKDAY_OF_EPOCH) % 7) + 7) % 7,
      minuteOfDay: floor((local - day * DAY_MS) / 60_000),
      isHoliday: this.holidays.has(day),
    };
  }

  /** Returns the offset of the local time from UTC in milliseconds. */
  offsetAt(timeMs: number): number {
    const hour = floor(timeMs / HOUR_MS);
    let offset = this.offsets.get(hour);
    if (offset === undefined) {
      offset = DateTime.fromMillis(hour * HOUR_MS, { zone: this.zone }).offset * 60_000;
      this.offsets.set(hour, offset);
    }
    return offset;
  }

  /** Returns the instant of local midnight of the day that contains `timeMs`. */
  startOfDay(timeMs: number): number {
    return DateTime.fromMillis(timeMs, { zone: this.zone }).startOf('day').toMillis();
  }
}
