import { formatMonth } from '../time.js';
import { dateTokens, datePattern, padded, readYear } from './date-parts.js';
import type { ReadDateOptions } from './date-text.js';

/**
 * Reads a month as a person types it, as `YYYY-MM`: `11/2026`, `2026-11`, `112026`, `Nov 2026`; when typing is
 * finished, also `11/26` and `11` or `Nov` of the current year. Null if it is not a month or not finished.
 */
export function readMonth(text: string, locale: string, options: ReadDateOptions): string | null {
  const tokens = dateTokens(text, locale);
  if (tokens === null) return null;
  const { numbers, month } = tokens;
  const thisYear = options.today.slice(0, 4);
  if (month !== null) {
    if (numbers.length > 1 || (numbers.length === 0 && !options.isFinal)) return null;
    return toMonth(readYear(numbers[0] ?? thisYear, options.isFinal), month);
  }
  const [first = '', second] = numbers;
  if (numbers.length === 2 && second !== undefined) {
    const isYearFirst = first.length === 4 || (second.length <= 2 && datePattern(locale).order[0] === 'year');
    const [year, number] = isYearFirst ? [first, second] : [second, first];
    return number.length > 2 ? null : toMonth(readYear(year, options.isFinal), Number(number));
  }
  if (numbers.length !== 1) return null;
  if (first.length === 6)
    return (
      toMonth(readYear(first.slice(0, 4), false), Number(first.slice(4))) ??
      toMonth(readYear(first.slice(2), false), Number(first.slice(0, 2)))
    );
  return first.length <= 2 && options.isFinal ? toMonth(Number(thisYear), Number(first)) : null;
}

function toMonth(year: number | null, month: number): string | null {
  return year === null || month < 1 || month > 12 ? null : `${padded(year, 4)}-${padded(month, 2)}`;
}

/** Returns whether a string is a month, `YYYY-MM`. */
export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** Formats a month `YYYY-MM` with its name; any other text stays unchanged. */
export function showMonth(month: string, locale: string): string {
  return isMonth(month) ? formatMonth(Date.parse(`${month}-15T00:00:00Z`), locale, 'UTC') : month;
}
