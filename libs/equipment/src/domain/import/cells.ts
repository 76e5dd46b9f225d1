/** The parsed value of a cell, or its fault. */
export type Cell<Value> =
  | { readonly value: Value }
  | {
      readonly code: string;
      readonly params?: Readonly<Record<string, string | number>>;
      readonly proposal?: string;
    };

/**
 * Parses a calendar day in the form YYYY-MM-DD. Other forms are rejected, because 03/04 is ambiguous. If the text can
 * mean only one day, the fault proposes that day.
 */
export function readDay(text: string): Cell<string> {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return isDay(text) ? { value: text } : toDayFault(undefined);
  const yearFirst = /^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$/.exec(text);
  if (yearFirst) return toDayFault(toDay(yearFirst[1]!, yearFirst[2]!, yearFirst[3]!));
  const yearLast = /^(\d{1,2})([./-])(\d{1,2})[./-](\d{4})$/.exec(text);
  if (!yearLast) return toDayFault(undefined);
  const [, first, sign, second, year] = yearLast as unknown as [string, string, string, string, string];
  // With dots, the day always comes first. With slashes, it depends on the country, unless one number can't be a month.
  const dayFirst = toDay(year, second, first);
  if (sign === '.') return toDayFault(dayFirst);
  const monthFirst = toDay(year, first, second);
  return toDayFault(dayFirst === monthFirst || !monthFirst ? dayFirst : dayFirst ? undefined : monthFirst);
}

function toDayFault(proposal: string | undefined): Cell<string> {
  return { code: 'import.not_a_day', ...(proposal !== undefined && { proposal }) };
}

function toDay(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : undefined;
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/**
 * Parses degrees of latitude (limit 90) or longitude (180). Accepts a decimal comma, because degrees need no thousands
 * separator.
 */
export function readDegrees(text: string, limit: number): Cell<number> {
  const plain = text.replace(',', '.').replace(/^\u2212/, '-');
  if (!/^-?\d{1,3}(\.\d{1,15})?$/.test(plain)) return { code: 'import.not_a_number' };
  const value = Number(plain);
  return Math.abs(value) <= limit
    ? { value }
    : { code: 'import.out_of_range', params: { min: -limit, max: limit } };
}
