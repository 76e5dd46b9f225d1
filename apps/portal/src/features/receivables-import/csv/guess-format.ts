import { usualWidth } from './sample.js';

/** Date formats of banks. The first one that fits all dates is offered. */
export const DATE_FORMATS = [
  'yyyy-MM-dd',
  'dd.MM.yyyy',
  'dd/MM/yyyy',
  'MM/dd/yyyy',
  'dd-MM-yyyy',
  'yyyy/MM/dd',
  'yyyy.MM.dd',
  'yyyyMMdd',
  'dd.MM.yy',
  'dd/MM/yy',
  'MM/dd/yy',
] as const;

/** An amount with an optional sign, currency and grouping. */
const AMOUNT = /^\(?[-+\u2212]?\s?(?:[A-Z]{3}\s?)?\d[\d .,'’\u00a0\u202f]*(?:\s?[A-Z]{3})?[-)]?$/;

export const isNumberText = (cell: string): boolean => AMOUNT.test(cell.trim());
export const isAmountText = (cell: string): boolean => isNumberText(cell) && /[.,]\d/.test(cell);

/** Returns true if a cell is a valid day from 1990 to 2100 in a format; a time after it is ignored. */
export function fitsDate(cell: string, format: string): boolean {
  const names: readonly string[] = format.match(/yyyy|yy|MM|dd/g) ?? [];
  const pattern = format
    .replaceAll(/[.]/g, String.raw`\.`)
    .replaceAll(/yyyy|yy|MM|dd/g, (part) => `(\\d{${part.length}})`);
  const found = new RegExp(`^${pattern}(?:[T ].*)?$`).exec(cell.trim());
  if (!found) return false;
  const part = (name: string): number => Number(found[names.indexOf(name) + 1] ?? Number.NaN);
  const year = names.includes('yyyy') ? part('yyyy') : 2000 + part('yy');
  const [month, day] = [part('MM'), part('dd')];
  if (month < 1 || month > 12 || year < 1990 || year > 2100) return false;
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export const isDateText = (cell: string): boolean => DATE_FORMATS.some((format) => fitsDate(cell, format));

/** Returns the first format that fits all dates, or the first of all formats if none does. */
export function guessDateFormat(cells: readonly string[]): string {
  const dates = cells.filter(isDateText);
  return DATE_FORMATS.find((format) => dates.every((cell) => fitsDate(cell, format))) ?? DATE_FORMATS[0];
}

/**
 * Returns the decimal character of most amounts: the last comma or point, if one or two digits follow it. A point if
 * they are tied.
 */
export function guessDecimal(cells: readonly string[]): ',' | '.' {
  const votes = cells.map((cell) => /([.,])\d{1,2}\D*$/.exec(cell.trim())?.[1]);
  const count = (wanted: string): number => votes.filter((vote) => vote === wanted).length;
  return count(',') > count('.') ? ',' : '.';
}

export interface Layout {
  /** Number of rows before the headers, or before the first row of data if there are no headers. */
  readonly skippedRows: number;
  readonly hasHeaders: boolean;
}

/** Finds the headers: the first row with the usual number of cells, if it contains no date and a later row does. */
export function guessLayout(rows: readonly (readonly string[])[]): Layout {
  const { width } = usualWidth(rows);
  const first = Math.max(
    0,
    rows.findIndex(({ length }) => length === width),
  );
  const isData = (row: readonly string[]): boolean => row.some((cell) => isDateText(cell));
  const hasHeaders = !isData(rows[first] ?? []) && rows.slice(first + 1).some(isData);
  return { skippedRows: first, hasHeaders };
}
