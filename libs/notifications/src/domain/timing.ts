import { DateTime } from 'luxon';
import type { MailMode } from './catalogue.js';

/** A person's times for emails and push messages, in their own time zone. */
export interface Timetable {
  /** IANA name of the time zone. */
  readonly zone: string;
  /** Quiet hours, `HH:MM`; null for none. If `quietFrom` is later than `quietTo`, they include midnight. */
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
  /** Time of day of digests, `HH:MM`. */
  readonly digestAt: string;
  /** Day of weekly digests, 1 for Monday. */
  readonly digestWeekday: number;
}

export const DEFAULT_TIMES: Omit<Timetable, 'zone'> = {
  quietFrom: null,
  quietTo: null,
  digestAt: '08:00',
  digestWeekday: 1,
};

/** Time within which further messages of a type are collected into one. */
export const BUNDLE_MS = 10 * 60_000;

/** Possible shifts of a time of day, in minutes, on a day when the clocks change. */
const CLOCK_CHANGES_MIN = [-60, -30, 0, 30, 60];

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Returns true for a time of day, `HH:MM`. */
export function isTimeOfDay(text: string): boolean {
  return TIME.test(text);
}

/**
 * Returns the next digest after an instant. The local time is kept when clocks change: a time that is skipped in spring
 * moves by the length of the gap, and of a time that occurs twice in autumn, only the first occurrence is used.
 */
export function nextDigestAt(after: Date, mode: 'daily' | 'weekly', times: Timetable): Date {
  const start = inZone(after, times.zone).startOf('day');
  for (let days = 0; ; days++) {
    const day = start.plus({ days });
    if (mode === 'weekly' && day.weekday !== times.digestWeekday) continue;
    const at = atTime(day, times.digestAt);
    if (at > after) return at;
  }
}

/** Returns true during the person's quiet hours. */
export function isQuiet(at: Date, { zone, quietFrom, quietTo }: Timetable): boolean {
  if (quietFrom === null || quietTo === null || quietFrom === quietTo) return false;
  const time = inZone(at, zone).toFormat('HH:mm');
  return quietFrom < quietTo ? quietFrom <= time && time < quietTo : quietFrom <= time || time < quietTo;
}

/** Returns the instant itself or, during quiet hours, the end of the quiet hours. */
export function afterQuietHours(at: Date, times: Timetable): Date {
  if (!isQuiet(at, times)) return at;
  const today = inZone(at, times.zone).startOf('day');
  // When the clocks change, the quiet hours can end up to an hour before or after their time of day.
  const ends = [0, 1].flatMap((days) => {
    const end = atTime(today.plus({ days }), times.quietTo!).getTime();
    return CLOCK_CHANGES_MIN.map((minutes) => new Date(end + minutes * 60_000));
  });
  return ends.sort((a, b) => a.getTime() - b.getTime()).find((end) => end > at && !isQuiet(end, times)) ?? at;
}

/** Returns when a push message about an event that happens now is due; null if none is sent. */
export function pushDueAt(push: boolean, now: Date, times: Timetable): Date | null {
  return push ? afterQuietHours(now, times) : null;
}

/** Returns when an email about an event that happens now is due; null if no email is sent. */
export function mailDueAt(mode: MailMode, now: Date, times: Timetable): Date | null {
  if (mode === 'off') return null;
  return mode === 'immediate' ? afterQuietHours(now, times) : nextDigestAt(now, mode, times);
}

/**
 * Returns when a message of a type may be sent. The first message is sent immediately. The notifications of the next
 * minutes are collected into one message, so that many alarms don't cause many emails.
 * @param lastAt when the last message of the type to the person was created; null if there was none
 */
export function bundleDueAt(lastAt: Date | null, now: Date): Date {
  const end = lastAt === null ? now.getTime() : lastAt.getTime() + BUNDLE_MS;
  // A clock that was set back must not delay messages beyond one bundle.
  return new Date(Math.min(Math.max(end, now.getTime()), now.getTime() + BUNDLE_MS));
}

function inZone(at: Date, zone: string): DateTime {
  const local = DateTime.fromJSDate(at, { zone });
  return local.isValid ? local : DateTime.fromJSDate(at, { zone: 'UTC' });
}

/**
 * Returns the instant of a time of day. A time that the clock skips is moved by the length of the gap. If a time occurs
 * twice, the first occurrence counts.
 */
function atTime(day: DateTime, time: string): Date {
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour: hour!, minute: minute! }).toJSDate();
}
