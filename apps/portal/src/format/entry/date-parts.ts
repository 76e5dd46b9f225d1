import { foldText } from '../fold-text.js';
import { plainText } from './plain-text.js';

/** Years that a typed date can have. Others are typing errors, such as `25/11/0226`. */
const YEARS = { first: 1900, last: 2199 } as const;
const CENTURY = 2000;

export type DatePart = 'day' | 'month' | 'year';

/** Notation of numeric dates in a language. */
export interface DatePattern {
  readonly order: readonly DatePart[];
  readonly separator: string;
}

const NUMERIC = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const;

/** Returns the order of day, month and year in a language, and the separator between them. */
export function datePattern(locale: string): DatePattern {
  const parts = new Intl.DateTimeFormat(locale, NUMERIC).formatToParts(0);
  const order = parts.flatMap(({ type }) =>
    type === 'day' || type === 'month' || type === 'year' ? [type] : [],
  );
  return { order, separator: parts.find(({ type }) => type === 'literal')?.value ?? '/' };
}

/** The words and numbers of a typed date, in their order. */
export interface DateTokens {
  readonly numbers: readonly string[];
  /** Number of the month that is written as a word; null if there is none. */
  readonly month: number | null;
}

const TOKEN = /\d+|\p{L}+/gu;
const SEPARATORS = /^[-/., ]*$/;
/** Words between the parts of a date in Spanish. */
const CONNECTIVES = new Set(['de', 'del']);

/** Splits a typed date into numbers and a month's name; null if the text contains anything else. */
export function dateTokens(text: string, locale: string): DateTokens | null {
  const plain = foldText(
    plainText(text)
      .replace(/(\d)\s*[年月]\s*/g, '$1-')
      .replace(/(\d)\s*[日号]/g, '$1 '),
  ).replace(/-$/, '');
  if (!SEPARATORS.test(plain.replace(TOKEN, ''))) return null;
  const tokens = plain.match(TOKEN) ?? [];
  const names = dateNames(locale);
  const words = tokens.filter((token) => /\D/.test(token) && !CONNECTIVES.has(token));
  // In Spanish, `mar` is Tuesday as well as March, and the weekday comes first.
  const month = words.findLast((word) => names.months.has(word));
  const others = words.filter((_word, index) => month === undefined || index !== words.lastIndexOf(month));
  if (others.some((word) => !names.weekdays.has(word))) return null;
  return {
    numbers: tokens.filter((token) => !/\D/.test(token)),
    month: month === undefined ? null : names.months.get(month)!,
  };
}

interface DateNames {
  /** Number of each month by its name, without case and accents. */
  readonly months: ReadonlyMap<string, number>;
  readonly weekdays: ReadonlySet<string>;
}

const NAMES = new Map<string, DateNames>();

/** Names of months and weekdays in a language and in English, long and short, alone and within a date. */
function dateNames(locale: string): DateNames {
  const known = NAMES.get(locale);
  if (known !== undefined) return known;
  const months = new Map<string, number>();
  const weekdays = new Set<string>();
  for (const language of ['en-GB', locale])
    for (const length of ['long', 'short'] as const) {
      const name = (options: Intl.DateTimeFormatOptions, type: string, at: number): string =>
        foldText(
          new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
            .formatToParts(at)
            .find((part) => part.type === type)?.value ?? '',
        ).replace(/\.$/, '');
      for (let index = 0; index < 12; index += 1) {
        const at = Date.UTC(2026, index, 1);
        months.set(name({ month: length }, 'month', at), index + 1);
        months.set(name({ day: 'numeric', month: length }, 'month', at), index + 1);
      }
      for (let index = 0; index < 7; index += 1)
        weekdays.add(name({ weekday: length }, 'weekday', Date.UTC(2026, 0, 1 + index)));
    }
  const names = { months, weekdays };
  NAMES.set(locale, names);
  return names;
}

/** Returns the year that four digits mean, or two digits if `isFinal`; null if it is not plausible. */
export function readYear(digits: string, isFinal: boolean): number | null {
  const year = digits.length === 4 ? Number(digits) : digits.length === 2 ? CENTURY + Number(digits) : 0;
  if (digits.length === 2 && !isFinal) return null;
  return year >= YEARS.first && year <= YEARS.last ? year : null;
}

/** Writes a number with leading zeros. */
export const padded = (number: number, length: number): string => String(number).padStart(length, '0');
