import type { HistoryFormat } from './plan.js';

/** A row that was not imported, as it is given back. */
export interface GivenBackRow {
  readonly row: number;
  readonly reason: string;
  readonly column: string | null;
  readonly value: string;
  /** As it stands in the file. */
  readonly raw: string;
}

const OWN_COLUMNS = ['row', 'reason', 'column', 'value'];

/** The first line of the file of refused rows: of CSV, what was wrong stands before the file's own columns. */
export function refusedHeader(format: HistoryFormat, delimiter: string, header: string): string {
  return `${[...OWN_COLUMNS, format === 'csv' ? header : 'line'].join(delimiter)}\r\n`;
}

/** A refused row. One of a CSV file stands as it did: when it is mended, the file can be imported as it is. */
export function refusedLine(
  format: HistoryFormat,
  delimiter: string,
  { row, reason, column, value, raw }: GivenBackRow,
): string {
  const own = [String(row), reason, column ?? '', value].map((text) => quoted(text, delimiter));
  return `${[...own, format === 'csv' ? raw : quoted(raw, delimiter)].join(delimiter)}\r\n`;
}

function quoted(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
