import { DateTime } from 'luxon';

/** Looked up once: a step needs them dozens of times, and in a sandbox each look-up of a global is dear. */
const { floor } = Math;

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** 1 January 1970 was a Thursday; weekdays are counted from Monday. */
const WEEKDAY_OF_EPOCH = 3;

/** A moment on a site's wall clock. */
export interface LocalMoment {
  /** 0 is Monday. */
  readonly weekday: number;
  readonly minuteOfDay: number;
  readonly isHoliday: boolean;
}

/** A site's zone and holidays. Offsets are asked once an hour of time, since zones change on whole hours. */
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

  /** Milliseconds to add to UTC to get the wall clock. */
  offsetAt(timeMs: number): number {
    const hour = floor(timeMs / HOUR_MS);
    let offset = this.offsets.get(hour);
    if (offset === undefined) {
      offset = DateTime.fromMillis(hour * HOUR_MS, { zone: this.zone }).offset * 60_000;
      this.offsets.set(hour, offset);
    }
    return offset;
  }

  /** The instant at which the wall clock shows midnight of the day that `timeMs` is in. */
  startOfDay(timeMs: number): number {
    return DateTime.fromMillis(timeMs, { zone: this.zone }).startOf('day').toMillis();
  }
}
