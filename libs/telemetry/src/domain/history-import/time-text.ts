import { IANAZone } from 'luxon';
import type { FaultCode } from '../messages/fault.js';

/**
 * Matches 2026-10-31T08:15:00.250+01:00, optionally with a space instead of the T, with slashes instead of the dashes,
 * or without a time of day.
 */
const YEAR_FIRST =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?$/;
/** Matches 31.10.2026 08:15:00. The date can have slashes; then the month can come first, and AM or PM can follow. */
const YEAR_LAST =
  /^(\d{1,2})([./])(\d{1,2})\2(\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(?: ?([AaPp])\.?[Mm]\.?)?$/;
const EPOCH = /^\d{9,17}(?:\.\d+)?$/;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Length of a slot with a constant offset. No zone changes its offset within a quarter of an hour. */
const SLOT_MS = 15 * MINUTE_MS;
const MAX_CACHED_SLOTS = 100_000;

/** A time in epoch milliseconds, or the reason why the text isn't a time. */
export type TimeTextResult = number | FaultCode;

/**
 * Parses the times of one file: ISO 8601, common local formats in a zone, and epoch seconds, milli- and microseconds.
 */
export class TimeTexts {
  private readonly zone: IANAZone;
  /** Offsets from UTC in minutes by quarter of an hour of local time, or the reason why the local time is invalid. */
  private readonly offsets = new Map<number, number | FaultCode>();

  constructor(
    zone: string,
    private readonly dayFirst: boolean,
  ) {
    this.zone = IANAZone.create(zone);
  }

  read(text: string): TimeTextResult {
    const trimmed = text.trim();
    if (EPOCH.test(trimmed)) return fromEpoch(Number(trimmed));
    const first = YEAR_FIRST.exec(trimmed);
    if (first) {
      const [, year, , month, day, hour, minute, second, fraction, zone] = first;
      const local = toLocal(year!, month!, day!, hour, minute, second, fraction);
      if (local === undefined) return 'time_malformed';
      if (zone === undefined) return this.toUtc(local);
      const offset = zone === 'Z' ? 0 : offsetOf(zone);
      return offset === undefined ? 'time_malformed' : local - offset * MINUTE_MS;
    }
    const last = YEAR_LAST.exec(trimmed);
    if (!last) return 'time_malformed';
    const [, one, separator, two, year, hour, minute, second, fraction, half] = last;
    const isDayFirst = separator === '.' || (this.dayFirst && half === undefined);
    const local = toLocal(
      year!,
      isDayFirst ? two! : one!,
      isDayFirst ? one! : two!,
      half === undefined ? hour : toFullDay(hour, half),
      minute,
      second,
      fraction,
    );
    return local === undefined ? 'time_malformed' : this.toUtc(local);
  }

  /** Converts a local time to UTC. A local time that a clock change skips or repeats doesn't identify an instant. */
  private toUtc(localMs: number): TimeTextResult {
    const slot = Math.floor(localMs / SLOT_MS);
    let offset = this.offsets.get(slot);
    if (offset === undefined) {
      if (this.offsets.size >= MAX_CACHED_SLOTS) this.offsets.clear();
      this.offsets.set(slot, (offset = this.findOffset(slot * SLOT_MS)));
    }
    return typeof offset === 'string' ? offset : localMs - offset * MINUTE_MS;
  }

  private findOffset(localMs: number): number | FaultCode {
    const nearbyOffsets = [localMs - DAY_MS, localMs + DAY_MS].map((ms) => this.zone.offset(ms));
    const matchingOffsets = [...new Set(nearbyOffsets)].filter(
      (minutes) => this.zone.offset(localMs - minutes * MINUTE_MS) === minutes,
    );
    if (matchingOffsets.length === 1) return matchingOffsets[0]!;
    return matchingOffsets.length > 1 ? 'time_ambiguous' : 'time_skipped';
  }
}

/** Returns whether the day comes first in dates with slashes; undefined if the strings are ambiguous. */
export function detectDayFirst(texts: readonly string[]): boolean | undefined {
  for (const text of texts) {
    const match = YEAR_LAST.exec(text.trim());
    if (!match || match[2] !== '/') continue;
    if (match[9] !== undefined || Number(match[3]) > 12) return false;
    if (Number(match[1]) > 12) return true;
  }
  return undefined;
}

function toLocal(
  year: string,
  month: string,
  day: string,
  hour = '0',
  minute = '0',
  second = '0',
  fraction = '',
): number | undefined {
  const ms = fraction === '' ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
  const local = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second, ms);
  const read = new Date(local);
  // `Date` turns 30 February into a day in March, and hour 25 into the next day.
  const isValid =
    read.getUTCDate() === +day &&
    read.getUTCMonth() === +month - 1 &&
    read.getUTCHours() === +hour &&
    +minute < 60 &&
    +second < 60;
  return isValid ? local : undefined;
}

function toFullDay(hour: string | undefined, half: string): string | undefined {
  const value = Number(hour ?? NaN);
  if (!(value >= 1 && value <= 12)) return '99';
  return String((value % 12) + (half.toLowerCase() === 'p' ? 12 : 0));
}

function offsetOf(zone: string): number | undefined {
  const digits = zone.slice(1).replace(':', '');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2) || '0')];
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Converts epoch time. The unit is detected by magnitude: seconds have ten digits until 2286. */
function fromEpoch(value: number): number {
  if (value < 1e11) return Math.round(value * 1000);
  if (value < 1e14) return Math.round(value);
  return Math.round(value / 1000);
}
