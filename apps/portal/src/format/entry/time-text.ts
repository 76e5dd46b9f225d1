import { formatTime } from '../time.js';
import { padded } from './date-parts.js';
import { plainText } from './plain-text.js';

const TIME = /^(\d{1,2})(?:[:.h](\d{2}))?(?:[:.](\d{2}))?$/;
const HALF_DAY = /\s*([ap])\.?\s?m\.?$/i;

/**
 * Reads a time of day as a person types it, as `HH:mm`, or `HH:mm:ss` if it has seconds: `9:05`, `9.05`, `0905`,
 * `2:30 pm`, and `9` for 09:00. Null if it is not a time.
 */
export function readTime(text: string): string | null {
  const plain = plainText(text)
    .replace(/[时点]/g, ':')
    .replace(/[分秒]$/, '')
    .replace(/:$/, '');
  const half = HALF_DAY.exec(plain)?.[1]?.toLowerCase();
  const clock = plain.replace(HALF_DAY, '');
  const digits = /^\d{3,4}$/.test(clock) ? `${clock.slice(0, -2)}:${clock.slice(-2)}` : clock;
  const [, hours = '', minutes = '00', seconds] = TIME.exec(digits) ?? [];
  if (hours === '') return null;
  const hour = half === undefined ? Number(hours) : hourOfHalf(Number(hours), half);
  if (hour === null || hour > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return null;
  return `${padded(hour, 2)}:${minutes}${seconds === undefined ? '' : `:${seconds}`}`;
}

function hourOfHalf(hour: number, half: string): number | null {
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

const CANONICAL = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

/** Returns whether a string is a time of day, `HH:mm` or `HH:mm:ss`. */
export const isTime = (text: string): boolean => CANONICAL.test(text);

/** Formats a time of day with 24 hours in a language; any other text stays unchanged. */
export function showTime(time: string, locale: string): string {
  if (!isTime(time)) return time;
  return formatTime(Date.parse(`1970-01-01T${time}Z`), locale, 'UTC', time.length > 5);
}
