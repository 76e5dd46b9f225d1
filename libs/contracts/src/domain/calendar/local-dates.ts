import { DomainError } from '#platform/domain';
import { DateTime } from 'luxon';

/** A point in a contract's calendar: its local date and its instant, in milliseconds since 1970 UTC. */
export interface Moment {
  /** `YYYY-MM-DD` in the contract's time zone. */
  readonly date: string;
  readonly at: number;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;
const WITH_ZONE = /T.*(Z|[+-]\d{2}(:?\d{2})?)$/;

/**
 * Converts a date or an instant to a moment. A date is converted to its first instant.
 * @param value `YYYY-MM-DD`, or ISO 8601 with its time zone
 * @param zone IANA time zone
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
 * Returns a date with its first instant: if a clock change skips midnight, the first instant after the gap; if there
 * are two midnights, the earlier one.
 * @throws DomainError contracts.zone_unknown, contracts.date_invalid
 */
export function firstMomentOf(date: string, zone: string): Moment {
  const key = `${zone} ${date}`;
  const known = MOMENTS.get(key);
  if (known) return known;
  const moment = computeFirstMoment(date, zone);
  if (MOMENTS.size >= MAX_MOMENTS) MOMENTS.clear();
  MOMENTS.set(key, moment);
  return moment;
}

/**
 * Cache of first moments, because a billing run needs the same few days ten thousand times, and evaluating time zone
 * rules is slow. It is cleared when it is full.
 */
const MOMENTS = new Map<string, Moment>();
const MAX_MOMENTS = 10_000;

function computeFirstMoment(date: string, zone: string): Moment {
  assertDate(date);
  const midnight = DateTime.fromISO(date, { zone });
  if (!midnight.isValid) throw new DomainError('contracts.zone_unknown', { zone });
  const begins = midnight.startOf('day');
  return { date, at: Math.min(...begins.getPossibleOffsets().map((possible) => possible.toMillis())) };
}

/** Returns true when a string is a calendar date, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  // Date.parse converts 30 February to 2 March.
  return DATE.test(text) && !Number.isNaN(Date.parse(text)) && plusDays(text, 0) === text;
}

/**
 * Rejects invalid calendar dates, such as 30 February.
 * @throws DomainError contracts.date_invalid
 */
export function assertDate(date: string): void {
  if (!isDate(date)) throw new DomainError('contracts.date_invalid', { date });
}

/**
 * Adds days, which can be negative, to a date. Calculates without time zones, because a billing run needs hundreds of
 * thousands of dates.
 */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, -14);
}

/** Adds months, which can be negative, to a date. If the month is too short for the day, returns its last day. */
export function plusMonths(date: string, months: number): string {
  const index = Number(date.slice(0, -6)) * 12 + Number(date.slice(-5, -3)) - 1 + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  const first = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
  const day = Math.min(Number(date.slice(-2)), daysInMonth(year, month));
  return `${first}-${String(day).padStart(2, '0')}`;
}

/** Returns the number of days in a month. @param month from 1 */
function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return isLeap ? 29 : 28;
}

/** Counts the days from one date up to, but excluding, another; negative if the other is earlier. */
export function countDays(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/**
 * Returns the local date (`YYYY-MM-DD`) of an instant, in milliseconds since 1970 UTC.
 * @throws DomainError contracts.zone_unknown
 */
export function localDate(at: number, zone: string): string {
  const local = DateTime.fromMillis(at, { zone });
  if (!local.isValid) throw new DomainError('contracts.zone_unknown', { zone });
  return local.toFormat('yyyy-MM-dd');
}

/** Formats an instant as ISO 8601 in UTC, without a fraction if it is zero. */
export function toInstant(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
