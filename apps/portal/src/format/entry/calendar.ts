import { plusDays } from '../time.js';
import { padded } from './date-parts.js';

/** First day of the week: 1 for Monday to 7 for Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const DAYS = 7;
/** Six weeks always contain a month, so the calendar keeps its height. */
const WEEKS = 6;

/** Weekday of a day `YYYY-MM-DD`: 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: string): Weekday {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() || DAYS) as Weekday;
}

/** First day of the week of a day. */
export function startOfWeek(date: string, firstWeekday: Weekday): string {
  return plusDays(date, -((weekdayOf(date) - firstWeekday + DAYS) % DAYS));
}

/** Six weeks of days that contain a month `YYYY-MM`. */
export function weeksOf(month: string, firstWeekday: Weekday): readonly (readonly string[])[] {
  const first = startOfWeek(`${month}-01`, firstWeekday);
  return Array.from({ length: WEEKS }, (_week, week) =>
    Array.from({ length: DAYS }, (_day, day) => plusDays(first, week * DAYS + day)),
  );
}

/** Adds months to a day; a day that the other month does not have becomes the last day of that month. */
export function plusMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const total = year * 12 + (month - 1) + months;
  const [otherYear, otherMonth] = [Math.floor(total / 12), (total % 12) + 1];
  const last = new Date(Date.UTC(otherYear, otherMonth, 0)).getUTCDate();
  return `${padded(otherYear, 4)}-${padded(otherMonth, 2)}-${padded(Math.min(day, last), 2)}`;
}

/** Keys that move through a calendar, as in the date picker pattern of WAI-ARIA. */
export interface CalendarKey {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** Returns the day that a key moves to; null for any other key. `t` goes to the current day. */
export function dayAfterKey(
  date: string,
  { key, shiftKey }: CalendarKey,
  { firstWeekday, today }: { readonly firstWeekday: Weekday; readonly today: string },
): string | null {
  switch (key) {
    case 'ArrowLeft':
      return plusDays(date, -1);
    case 'ArrowRight':
      return plusDays(date, 1);
    case 'ArrowUp':
      return plusDays(date, -DAYS);
    case 'ArrowDown':
      return plusDays(date, DAYS);
    case 'Home':
      return startOfWeek(date, firstWeekday);
    case 'End':
      return plusDays(startOfWeek(date, firstWeekday), DAYS - 1);
    case 'PageUp':
      return plusMonths(date, shiftKey ? -12 : -1);
    case 'PageDown':
      return plusMonths(date, shiftKey ? 12 : 1);
    case 't':
    case 'T':
      return today;
    default:
      return null;
  }
}

/** Number of months per row in the calendar of a year. */
const MONTHS_PER_ROW = 3;

/** Returns the month `YYYY-MM` that a key moves to; null for any other key. `t` goes to the current month. */
export function monthAfterKey(month: string, { key }: CalendarKey, today: string): string | null {
  const plus = (months: number): string => plusMonths(`${month}-01`, months).slice(0, 7);
  switch (key) {
    case 'ArrowLeft':
      return plus(-1);
    case 'ArrowRight':
      return plus(1);
    case 'ArrowUp':
      return plus(-MONTHS_PER_ROW);
    case 'ArrowDown':
      return plus(MONTHS_PER_ROW);
    case 'Home':
      return `${month.slice(0, 4)}-01`;
    case 'End':
      return `${month.slice(0, 4)}-12`;
    case 'PageUp':
      return plus(-12);
    case 'PageDown':
      return plus(12);
    case 't':
    case 'T':
      return today.slice(0, 7);
    default:
      return null;
  }
}

/** Returns whether a day is within limits, which are inclusive and optional. */
export function isWithin(date: string, min: string | undefined, max: string | undefined): boolean {
  return (min === undefined || date >= min) && (max === undefined || date <= max);
}
