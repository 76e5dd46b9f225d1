import { instantToWallTime, wallTimeToInstant } from '../time.js';
import { isDate, readDate, type ReadDateOptions, showDate } from './date-text.js';
import { plainText } from './plain-text.js';
import { isTime, readTime, showTime } from './time-text.js';

/**
 * Reads a local time as a person types it, as `YYYY-MM-DDTHH:mm` with optional seconds: a date as in a date field, then
 * a time as in a time field. Null if one of them is missing or not finished.
 */
export function readDateTime(text: string, locale: string, options: ReadDateOptions): string | null {
  const plain = plainText(text)
    .replace(/(\d)T(\d)/, '$1 $2')
    .replace(/\s+(?=[ap]\.?\s?m\.?$)/i, '');
  const at = Math.max(plain.lastIndexOf(' '), plain.lastIndexOf(','));
  if (at < 0) return null;
  const [left, right] = [plain.slice(0, at).replace(/[,\s]+$/, ''), plain.slice(at + 1)];
  // In `25 11 2026`, the last number is a year, not a time, because the other two are not a complete date.
  const isClock = /[:.apm]/i.test(right);
  if (!isClock && !options.isFinal) return null;
  const date = readDate(left, locale, { ...options, isFinal: options.isFinal && isClock });
  const time = readTime(right);
  if (date === null || time === null || (!options.isFinal && !isFinishedTime(right))) return null;
  return `${date}T${time}`;
}

/** Whether a time has its minutes: `1` and `14:3` are beginnings of `14:30`. */
const isFinishedTime = (text: string): boolean => /\d[:.h]\d{2}/.test(text);

/** Splits a local date and time into its two parts; null unless both are valid. */
export function splitWallTime(wall: string): { readonly date: string; readonly time: string } | null {
  const [date = '', time = ''] = wall.split('T');
  return isDate(date) && isTime(time) ? { date, time } : null;
}

/** Formats a local time `YYYY-MM-DDTHH:mm` in a language; any other text stays unchanged. */
export function showDateTime(wall: string, locale: string): string {
  const parts = splitWallTime(wall);
  return parts === null ? wall : `${showDate(parts.date, locale)} ${showTime(parts.time, locale)}`;
}

/** Returns whether a local time does not exist in its zone, because the clocks skip it. */
export function isSkipped(wall: string, zone: string): boolean {
  return instantToWallTime(wallTimeToInstant(wall, zone), zone) !== wall.slice(0, 16);
}
