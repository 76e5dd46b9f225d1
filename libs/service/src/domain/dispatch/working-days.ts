import { DateTime } from 'luxon';

/** A hub's opening hours in its own zone, by ISO weekday and as `HH:MM`. */
export interface HubHours {
  /** IANA zone. */
  readonly zone: string;
  readonly days: readonly number[];
  readonly open: string;
  readonly close: string;
  /** Holidays, `YYYY-MM-DD`. */
  readonly holidays: readonly string[];
}

/** A span of working time within one local day. Instants are in ms since the epoch. */
export interface WorkingDay {
  /** `YYYY-MM-DD` in the hub's zone. */
  readonly day: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Yields the working days that end after `now`, within `horizonDays` calendar days of the hub. Wall-clock times are
 * converted day by day, so that a clock change doesn't move opening times.
 */
export function* workingDays(hours: HubHours, now: number, horizonDays: number): Generator<WorkingDay> {
  const today = DateTime.fromMillis(now, { zone: hours.zone }).startOf('day');
  for (let ahead = 0; ahead < horizonDays; ahead++) {
    const date = today.plus({ days: ahead });
    const day = date.toFormat('yyyy-MM-dd');
    if (!hours.days.includes(date.weekday) || hours.holidays.includes(day)) continue;
    const to = wallClock(date, hours.close);
    if (to > now) yield { day, from: wallClock(date, hours.open), to };
  }
}

/** Returns the local day of an instant, `YYYY-MM-DD`. */
export function localDay(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd');
}

/** Returns the first and last instant (exclusive) of a local day, which are 23 or 25 hours apart at a clock change. */
export function spanOfDay(day: string, zone: string): { from: number; to: number } {
  const start = DateTime.fromISO(day, { zone }).startOf('day');
  return { from: start.toMillis(), to: start.plus({ days: 1 }).toMillis() };
}

function wallClock(date: DateTime, time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return date.set({ hour, minute }).toMillis();
}
