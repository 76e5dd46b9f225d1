import type { FaultCode } from '../messages/fault.js';

const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * Lower bound of epoch milliseconds, which are valid between 1973 and 5138. Other numbers were sent in another unit.
 */
const MS_FROM = 1e11;
const MS_TO = 1e14;

export type TimeResult = { readonly timeMs: number } | { readonly code: FaultCode };

/**
 * Parses an ISO 8601 time with a zone, truncated to milliseconds. A time without a zone could be any of 38 instants.
 */
export function parseIsoTime(text: string): TimeResult {
  const match = ISO.exec(text);
  if (!match) return { code: 'time_malformed' };
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const utc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  // `Date` turns 30 February into a day in March, so the text of an invalid date differs from the input.
  if (new Date(utc).toISOString().slice(0, 19) !== text.slice(0, 19)) return { code: 'time_malformed' };
  if (zone === undefined) return { code: 'time_without_zone' };
  const offset = zone === 'Z' ? 0 : offsetMinutes(zone);
  if (offset === undefined) return { code: 'time_malformed' };
  const ms = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
  return { timeMs: utc + ms - offset * 60_000 };
}

/** Parses whole epoch milliseconds. Seconds and microseconds are detected and rejected, not converted. */
export function parseEpochTime(token: string): TimeResult {
  const value = Number(token);
  if (!/^\d+$/.test(token) || !Number.isSafeInteger(value)) {
    return { code: value >= MS_TO && Number.isInteger(value) ? 'time_wrong_unit' : 'time_malformed' };
  }
  return isEpochMs(value) ? { timeMs: value } : { code: 'time_wrong_unit' };
}

/** Returns true when an integer is a time in epoch milliseconds, and not in another unit. */
export function isEpochMs(value: number): boolean {
  return value >= MS_FROM && value < MS_TO;
}

function offsetMinutes(zone: string): number | undefined {
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
