import { dateTokens, datePattern, type DatePart, padded, readYear } from './date-parts.js';

export interface ReadDateOptions {
  /**
   * Whether typing is finished, so that a short year or a missing one is completed. While a person is typing, `1/2/20`
   * is the beginning of `1/2/2026`.
   */
  readonly isFinal: boolean;
  /** The current day `YYYY-MM-DD`, from which a missing year is taken. */
  readonly today: string;
}

/**
 * Reads a date as a person types it, as `YYYY-MM-DD`; null if it is not a date or not finished.
 *
 * Numbers are in the order of the person's language, with any separator or none: `25/11/2026`, `25.11.26`, `25112026`.
 * A date that begins with a year of four digits is read in every language, and so are the language's and English names
 * of months: `25 Nov 2026`.
 */
export function readDate(text: string, locale: string, options: ReadDateOptions): string | null {
  const tokens = dateTokens(text, locale);
  if (tokens === null) return null;
  const { numbers, month } = tokens;
  if (month !== null) return withMonthName(numbers, month, options);
  const { order } = datePattern(locale);
  if (numbers.length === 1) return withoutSeparators(numbers[0]!, order, options);
  if (numbers.length === 3) {
    const isYearFirst = numbers[0]!.length === 4;
    return inOrder(numbers, isYearFirst ? ['year', 'month', 'day'] : order, options);
  }
  if (numbers.length !== 2 || !options.isFinal || numbers.some(({ length }) => length > 2)) return null;
  return inOrder(
    [...numbers, thisYear(options)],
    [...order.filter((part) => part !== 'year'), 'year'],
    options,
  );
}

const thisYear = ({ today }: ReadDateOptions): string => today.slice(0, 4);

function inOrder(
  numbers: readonly string[],
  order: readonly DatePart[],
  options: ReadDateOptions,
): string | null {
  const part = (of: DatePart): string => numbers[order.indexOf(of)] ?? '';
  const [day, month] = [part('day'), part('month')];
  if (day.length > 2 || month.length > 2) return null;
  return toDate(readYear(part('year'), options.isFinal), Number(month), Number(day));
}

function withMonthName(numbers: readonly string[], month: number, options: ReadDateOptions): string | null {
  const [first = '', second] = numbers;
  if (numbers.length > 2 || first === '') return null;
  if (second === undefined)
    return options.isFinal && first.length <= 2
      ? toDate(Number(thisYear(options)), month, Number(first))
      : null;
  const [year, day] = first.length === 4 ? [first, second] : [second, first];
  return day.length > 2 ? null : toDate(readYear(year, options.isFinal), month, Number(day));
}

/** Reads `25112026` or `20261125`, and `251126` when typing is finished. */
function withoutSeparators(
  digits: string,
  order: readonly DatePart[],
  options: ReadDateOptions,
): string | null {
  if (digits.length === 8) {
    const split = (parts: readonly DatePart[]): string | null =>
      inOrder(cut(digits, parts, 4), parts, options);
    return split(order) ?? split(['year', 'month', 'day']);
  }
  return digits.length === 6 && options.isFinal ? inOrder(cut(digits, order, 2), order, options) : null;
}

function cut(digits: string, order: readonly DatePart[], yearLength: number): string[] {
  let from = 0;
  return order.map((part) => digits.slice(from, (from += part === 'year' ? yearLength : 2)));
}

/** Returns a day as `YYYY-MM-DD`; null if the calendar does not have it. */
function toDate(year: number | null, month: number, day: number): string | null {
  if (year === null) return null;
  const date = `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
  return isDate(date) ? date : null;
}

/** Returns whether a string is a calendar day, `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}

/** Formats a day `YYYY-MM-DD` in the numbers and order of a language; any other text stays unchanged. */
export function showDate(date: string, locale: string): string {
  if (!isDate(date)) return date;
  return new Intl.DateTimeFormat(locale, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${date}T00:00:00Z`));
}

/** Returns the pattern that a date field shows while it is empty, with the language's letters: `dd/mm/yyyy`. */
export function dateHint(locale: string, letters: Readonly<Record<DatePart, string>>): string {
  const { order, separator } = datePattern(locale);
  return order.map((part) => letters[part]).join(separator);
}
