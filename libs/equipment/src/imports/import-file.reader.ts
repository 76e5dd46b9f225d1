import { CsvError, parse } from 'csv-parse/sync';
import { DomainError, fromCsvText } from '#platform';
import type { ImportTable } from '../domain/import/fault.js';

export const IMPORT_MAX_BYTES = 5 * 1024 * 1024;
export const IMPORT_MAX_ROWS = 2000;

const DELIMITERS = [';', ',', '\t'] as const;

export interface ImportFile {
  readonly table: ImportTable;
  readonly delimiter: string;
}

/**
 * Reads a CSV file in the form that spreadsheets write: with or without a byte order mark, separated by semicolons,
 * commas or tabs, quoted where needed. A quote inside an unquoted cell (3/4" pipe) is a normal character. Rows are
 * numbered as in a spreadsheet: the headers are row 1, and blank rows or line breaks inside a cell don't shift later
 * rows.
 * @throws DomainError equipment.import_too_large, equipment.import_not_utf8, equipment.import_unreadable (with the
 *   line), equipment.import_empty, equipment.import_too_many_rows
 */
export function readImportFile(bytes: Buffer): ImportFile {
  if (bytes.length > IMPORT_MAX_BYTES)
    throw new DomainError('equipment.import_too_large', { maxBytes: IMPORT_MAX_BYTES });
  const { text, delimiter } = removeSeparatorLine(decode(bytes));
  const records = parseRecords(text, delimiter);
  const headers = withoutTrailingBlanks((records[0] ?? []).map((header) => header.trim()));
  const rows = records
    .slice(1)
    .map((cells, index) => ({ row: index + 2, cells: withoutTrailingBlanks(cells).map(fromCsvText) }))
    .filter(({ cells }) => cells.length > 0);
  if (headers.length === 0 || rows.length === 0) throw new DomainError('equipment.import_empty');
  if (rows.length > IMPORT_MAX_ROWS) {
    throw new DomainError('equipment.import_too_many_rows', { rows: rows.length, maxRows: IMPORT_MAX_ROWS });
  }
  return { table: { headers, rows }, delimiter };
}

/**
 * Decodes UTF-8, or UTF-16 if there is a byte order mark for it. A file in a legacy code page is rejected, because its
 * characters can't be determined.
 */
function decode(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // The error is thrown below, as for a file with NUL bytes, which isn't text.
  }
  throw new DomainError('equipment.import_not_utf8');
}

/**
 * Removes a first line such as "sep=;", which some spreadsheets write and don't number as a row. If there is none, the
 * headers determine the delimiter.
 */
function removeSeparatorLine(text: string): { text: string; delimiter: string } {
  const separatorLine = /^sep=([;,\t])\r?\n/i.exec(text);
  if (separatorLine) return { text: text.slice(separatorLine[0].length), delimiter: separatorLine[1]! };
  return { text, delimiter: detectDelimiter(text) };
}

/** Returns the delimiter that occurs most often in the header row outside quotes. */
function detectDelimiter(text: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((sign) => [sign, 0]));
  let isQuoted = false;
  for (const sign of text) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (sign === '\n' || sign === '\r')) break;
    else if (!isQuoted && counts.has(sign)) counts.set(sign, counts.get(sign)! + 1);
  }
  return DELIMITERS.reduce((best, sign) => (counts.get(sign)! > counts.get(best)! ? sign : best));
}

function parseRecords(text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: false,
      maxRecordSize: 200_000,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as { lines?: unknown };
    throw new DomainError('equipment.import_unreadable', {
      line: typeof lines === 'number' ? lines : null,
      reason: error.code.toLowerCase(),
    });
  }
}

/** Removes the empty cells that spreadsheets add so that all rows have the same width. */
function withoutTrailingBlanks(cells: readonly string[]): string[] {
  let length = cells.length;
  while (length > 0 && cells[length - 1]!.trim() === '') length -= 1;
  return cells.slice(0, length);
}
