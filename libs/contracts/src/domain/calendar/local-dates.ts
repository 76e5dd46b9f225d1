import { DomainError } from '#platform';
import { DateTime } from 'luxon';

/** A point of a contract's calendar: its local date and the instant, in milliseconds since 1970 UTC. */
export interface Moment {
  /** `YYYY-MM-DD` in the contract's zone. */
  readonly date: string;
  readonly at: number;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const WITH_ZONE = /T.*(Z|[+-]\d{2}(:?\d{2})?)$/;

/**
 * The point that a date or an instant names. A date begins with its first instant.
 * @param value `YYYY-MM-DD`, or ISO 8601 with its zone
 * @param zone IANA
 * @throws DomainError contracts.zone_unknown, contracts.date_invalid
 */
export function toMoment(value: string, zone: string): Moment {
  if (DATE.test(value)) return firstMomentOf(value, zone);
  const instant = WITH_ZONE.test(value) ? DateTime.fromISO(value, { zone: 'UTC' }) : null;
  if (!instant?.isValid) throw new DomainError('contracts.date_invalid', { date: value });
  const local = instant.setZone(zone);
  if (!local.isValid) throw new DomainError('contracts.zone_unknown', { zone });
  return { date: local.toISODate(), at: local.toMillis() };
}

/**
 * A date and its first instant: where the clock jumps over midnight the first minute after it, where it strikes midnight twice
 * the earlier one.
 * @throws DomainError contracts.zone_unknown, contracts.date_invalid
 */
export function firstMomentOf(date: string, zone: string): Moment {
  const key = `${zone} ${date}`;
  const known = MOMENTS.get(key);
  if (known) return known;
  const moment = workOutFirstMoment(date, zone);
  if (MOMENTS.size >= MOST_MOMENTS) MOMENTS.clear();
  MOMENTS.set(key, moment);
  return moment;
}

/** A billing run asks after the same few days ten thousand times, and what a zone's rules say of them costs a while. */
const MOMENTS = new Map<string, Moment>();
const MOST_MOMENTS = 10_000;

function workOutFirstMoment(date: string, zone: string): Moment {
  requireDate(date);
  const midnight = DateTime.fromISO(date, { zone });
  if (!midnight.isValid) throw new DomainError('contracts.zone_unknown', { zone });
  const begins = midnight.startOf('day');
  return { date, at: Math.min(...begins.getPossibleOffsets().map((possible) => possible.toMillis())) };
}

/** Whether it is a date of the calendar, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  return DATE.test(text) && utc(text).isValid;
}

/**
 * Refuses what isn't a date of the calendar, such as 30 February.
 * @throws DomainError contracts.date_invalid
 */
export function requireDate(date: string): void {
  if (!isDate(date)) throw new DomainError('contracts.date_invalid', { date });
}

/** The date so many days later, or earlier when negative. */
export function plusDays(date: string, days: number): string {
  return toDate(utc(date).plus({ days }));
}

/** How many dates lie from one up to, not including, another; below zero when the other is earlier. */
export function countDays(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

/**
 * The local date (`YYYY-MM-DD`) of an instant, in milliseconds since 1970 UTC.
 * @throws DomainError contracts.zone_unknown
 */
export function localDate(at: number, zone: string): string {
  const local = DateTime.fromMillis(at, { zone });
  if (!local.isValid) throw new DomainError('contracts.zone_unknown', { zone });
  return toDate(local);
}

/** An instant as ISO 8601 in UTC, to the second where it has no fraction of one. */
export function toInstant(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** A date at no place in particular, for reckoning with dates alone. */
export function utc(date: string): DateTime {
  return DateTime.fromISO(date, { zone: 'UTC' });
}

export function toDate(day: DateTime): string {
  return day.toFormat('yyyy-MM-dd');
}
