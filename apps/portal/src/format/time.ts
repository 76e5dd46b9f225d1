/** Formats instants for display with 24 hours, in a given language and time zone. Instants are in epoch ms. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Relative times are shown only up to two days, because longer ones are hard to interpret. */
export const RELATIVE_LIMIT = 48 * HOUR;

export function formatDate(at: number, locale: string, zone: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: zone,
  }).format(at);
}

export function formatDay(at: number, locale: string, zone: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: zone,
  })
    .format(at)
    .replace(',', '');
}

export function formatMonth(at: number, locale: string, zone: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: zone }).format(at);
}

export function formatTime(at: number, locale: string, zone: string, seconds = false): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' as const } : {}),
    hourCycle: 'h23',
    timeZone: zone,
  }).format(at);
}

/** Names the billing period [from, to), `YYYY-MM-DD`: its month, or its first and last day if it spans two months. */
export function formatBillingMonth(from: string, to: string, locale: string): string {
  const last = dayBefore(to);
  const [first, end] = [from, last].map((day) => Date.parse(`${day}T12:00:00Z`)) as [number, number];
  if (from.slice(0, 7) === last.slice(0, 7)) return formatMonth(first, locale, 'UTC');
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).formatRange(first, end);
}

/** Formats a day, without its year if it is the current year. */
export function formatDateThisYearShort(at: number, now: number, locale: string, zone: string): string {
  const year = (moment: number): string =>
    new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone }).format(moment);
  return year(at) === year(now) ? formatShortDate(at, locale, zone) : formatDate(at, locale, zone);
}

/** Formats a time of day, with its date if it is not today in the zone. */
export function formatTimeWithOtherDay(at: number, now: number, locale: string, zone: string): string {
  const day = (moment: number): string => formatDate(moment, 'en', zone);
  const time = formatTime(at, locale, zone);
  return day(at) === day(now) ? time : `${formatDateThisYearShort(at, now, locale, zone)} ${time}`;
}

export function formatShortDate(at: number, locale: string, zone: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: zone }).format(at);
}

/** Adds days to a day `YYYY-MM-DD`; negative numbers go back. */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** The last day `YYYY-MM-DD` of a period that ends before `date`. */
export function dayBefore(date: string): string {
  return plusDays(date, -1);
}

/** City in an IANA zone's ID: `America/Mexico_City` gives `Mexico City`. */
export function zoneCity(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replace(/_/g, ' ');
}

/** Minutes that the zone is ahead of UTC at an instant. */
export function zoneOffsetMinutes(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string): number =>
    Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return Math.round((wall - Math.floor(at / 1000) * 1000) / MINUTE);
}

/**
 * Epoch ms of a local time `YYYY-MM-DDTHH:mm` in a zone. A time that a clock change skips is moved forward by the length
 * of the gap, as in `java.time` and Temporal's default.
 */
export function wallTimeToInstant(wall: string, zone: string): number {
  const asUtc = Date.parse(`${wall.length === 16 ? `${wall}:00` : wall}Z`);
  const first = asUtc - zoneOffsetMinutes(zone, asUtc) * MINUTE;
  const second = asUtc - zoneOffsetMinutes(zone, first) * MINUTE;
  const isSkipped = second + zoneOffsetMinutes(zone, second) * MINUTE !== asUtc;
  return isSkipped ? Math.max(first, second) : second;
}

/**
 * Like `wallTimeToInstant`, in ISO 8601 for requests. An empty time stays empty, so that the server reports it at its
 * field.
 */
export function wallTimeToIso(wall: string, zone: string): string {
  return wall === '' ? '' : new Date(wallTimeToInstant(wall, zone)).toISOString();
}

/** Local time `YYYY-MM-DDTHH:mm` of an instant in a zone, for date-time fields; optionally with seconds. */
export function instantToWallTime(at: number, zone: string, seconds = false): string {
  return new Date(at + zoneOffsetMinutes(zone, at) * MINUTE).toISOString().slice(0, seconds ? 19 : 16);
}

export interface DurationParts {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** Splits a duration into parts. The caller handles the sign. */
export function durationParts(ms: number): DurationParts {
  const length = Math.abs(ms);
  return {
    days: Math.floor(length / DAY),
    hours: Math.floor((length % DAY) / HOUR),
    minutes: Math.floor((length % HOUR) / MINUTE),
    seconds: Math.floor((length % MINUTE) / 1000),
  };
}
