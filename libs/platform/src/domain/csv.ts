/** A cell: text, or a value that can't form a formula. */
export type CsvValue = string | number | bigint | boolean | null;

/** Treatments of text that a spreadsheet would run as a formula. */
export const CSV_FORMULAS = ['escape', 'keep'] as const;
export type CsvFormulas = (typeof CSV_FORMULAS)[number];

export interface CsvStyle {
  /** Separator of cells; `;` by default. */
  readonly delimiter?: string;
  /** Treatment of formulas; `escape` by default. `keep` writes every text exactly as stored, for programs. */
  readonly formulas?: CsvFormulas;
}

/**
 * Matches the characters that start a formula in spreadsheets. The full-width forms start a formula in East Asian
 * editions.
 */
const FORMULA = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
/** Matches a number, possibly with a decimal comma. Even with a leading sign, it isn't a formula. */
const NUMBER = /^[+-]?[\d.,]*\d[\d.,]*(?:[eE][+-]?\d+)?$/;

/**
 * Formats a cell of a CSV file (RFC 4180). Text that a spreadsheet would run as a formula gets a leading apostrophe,
 * because other parties supply machine names and text readings, and a formula can send the rest of the sheet to a third
 * party. Numbers are never changed.
 */
export function csvField(value: CsvValue, { delimiter = ';', formulas = 'escape' }: CsvStyle = {}): string {
  if (value === null) return '';
  // `String` returns the shortest text that converts to the same double.
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value);
  if (typeof value !== 'string') return String(value);
  const text = formulas === 'escape' ? escapeFormula(value) : value;
  return text.includes(delimiter) || /["\r\n]/.test(text) ? quoteCsvText(text) : text;
}

/** Quotes a text, for formats that require quotes around every text. */
export function quoteCsvText(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Puts an apostrophe before text that a spreadsheet would run as a formula. Numbers are never changed. */
export function escapeFormula(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** Formats a row without a line break. */
export function csvRow(fields: readonly CsvValue[], style: CsvStyle = {}): string {
  return fields.map((field) => csvField(field, style)).join(style.delimiter ?? ';');
}

export function csvLine(fields: readonly CsvValue[], style: CsvStyle = {}): string {
  return `${csvRow(fields, style)}\r\n`;
}

/**
 * Puts a byte order mark before the first line of a CSV file. Without it, spreadsheets would read UTF-8 as a legacy code
 * page.
 */
export function markUtf8(firstLine: string): string {
  return `\uFEFF${firstLine}`;
}

/** Formats a CSV file for spreadsheets: a byte order mark, then the rows. */
export function csvFile(rows: readonly (readonly CsvValue[])[], style: CsvStyle = {}): string {
  return markUtf8(rows.map((row) => csvLine(row, style)).join(''));
}

/** Reverses the escaping of `csvField` in a cell of a file that the product wrote. Other text stays unchanged. */
export function fromCsvText(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}
