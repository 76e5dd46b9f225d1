/** A cell: text, or a value whose text can be no formula. */
export type CsvValue = string | number | bigint | boolean | null;

/** What becomes of text that a spreadsheet would run as a formula. */
export const CSV_FORMULAS = ['escape', 'keep'] as const;
export type CsvFormulas = (typeof CSV_FORMULAS)[number];

export interface CsvStyle {
  /** `;` unless another one is given. */
  readonly delimiter?: string;
  /** `escape` unless programs are to get every text exactly as it is stored. */
  readonly formulas?: CsvFormulas;
}

/** Spreadsheets begin a formula at these; the full-width forms count in East Asian editions. */
const FORMULA = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
/** A number, also with a decimal comma: it may begin with a sign and calculates nothing. */
const NUMBER = /^[+-]?[\d.,]*\d[\d.,]*(?:[eE][+-]?\d+)?$/;

/**
 * A cell of a CSV file (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe before it: machine names
 * and text readings come from outside, and a formula can send the rest of the sheet away. Numbers are never changed.
 */
export function csvField(value: CsvValue, { delimiter = ';', formulas = 'escape' }: CsvStyle = {}): string {
  if (value === null) return '';
  // The shortest text that reads back as the same double.
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value);
  if (typeof value !== 'string') return String(value);
  const text = formulas === 'escape' && FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line without its end. */
export function csvRow(fields: readonly CsvValue[], style: CsvStyle = {}): string {
  return fields.map((field) => csvField(field, style)).join(style.delimiter ?? ';');
}

export function csvLine(fields: readonly CsvValue[], style: CsvStyle = {}): string {
  return `${csvRow(fields, style)}\r\n`;
}

/** The text of a cell that was read from a file of ours: the inverse of escaping, and nothing else's change. */
export function fromCsvText(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}
