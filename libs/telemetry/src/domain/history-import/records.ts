import { parse } from 'csv-parse/sync';
import { fromCsvText } from '#platform/domain';
import { JsonFault, JsonReader } from '../messages/json-reader.js';
import type { HistoryFormat } from './plan.js';

const NEWLINE = 10;
const QUOTE = 34;
/** Maximum nesting depth of keys that become columns. */
const MAX_DEPTH = 2;

/** A row of a file. */
export interface FileRecord {
  /** Cells in the order of the file's columns; empty for a missing value. */
  readonly cells: readonly string[];
  /** The text as in the file. */
  readonly raw: string;
  /** True if the row can't be parsed. */
  readonly isBroken?: boolean;
}

/**
 * Returns the end of the last complete record in these bytes, which begin with a record.
 * @returns 0 if no record is complete
 */
export function findEndOfRecords(bytes: Buffer, format: HistoryFormat): number {
  const quote = format === 'csv' ? bytes.indexOf(QUOTE) : -1;
  if (quote < 0) return bytes.lastIndexOf(NEWLINE) + 1;
  // A line break inside quotes belongs to a cell: the number of quotes before it is odd.
  let end = bytes.lastIndexOf(NEWLINE, quote) + 1;
  let isQuoted = false;
  for (let at = quote; at < bytes.length; at++) {
    if (bytes[at] === QUOTE) isQuoted = !isQuoted;
    else if (bytes[at] === NEWLINE && !isQuoted) end = at + 1;
  }
  return end;
}

/**
 * Parses the complete records of a CSV text, skipping blank lines. A quote inside an unquoted cell is a normal
 * character.
 */
export function parseCsvRecords(text: string, delimiter: string): FileRecord[] {
  // Most files contain no apostrophe, and some have a billion cells, so cells are converted only if needed.
  const unescape = (cells: string[]): string[] => (text.includes("'") ? cells.map(fromCsvText) : cells);
  if (!text.includes('"')) {
    const records: FileRecord[] = [];
    for (let from = 0; from < text.length;) {
      const newline = text.indexOf('\n', from);
      const end = newline < 0 ? text.length : newline;
      const raw = text.slice(from, text.charCodeAt(end - 1) === 13 ? end - 1 : end);
      if (raw.length > 0) records.push({ cells: unescape(raw.split(delimiter)), raw });
      from = end + 1;
    }
    return records;
  }
  const parsed = parse(text, {
    delimiter,
    relaxColumnCount: true,
    relaxQuotes: true,
    skipEmptyLines: true,
    raw: true,
  }) as unknown as { record: string[]; raw: string }[];
  return parsed.map(({ record, raw }) => ({ cells: unescape(record), raw: raw.replace(/[\r\n]+$/, '') }));
}

/**
 * Parses the records of an NDJSON text. Cells are in the order of `columns`, which are keys; keys of nested objects are
 * joined with a dot.
 */
export function parseJsonRecords(text: string, columns: readonly string[]): FileRecord[] {
  const places = new Map(columns.map((name, place) => [name, place]));
  const records: FileRecord[] = [];
  for (const line of text.split('\n')) {
    const raw = line.trim();
    if (raw === '') continue;
    const cells = new Array<string>(columns.length).fill('');
    const isBroken = !readMembers(raw, (name, value) => {
      const place = places.get(name);
      if (place !== undefined) cells[place] = value;
    });
    records.push(isBroken ? { cells, raw, isBroken } : { cells, raw });
  }
  return records;
}

/** Returns the columns of an NDJSON text: every key of its lines, in order of first occurrence. */
export function findJsonColumns(text: string): string[] {
  const names = new Set<string>();
  for (const line of text.split('\n')) {
    const raw = line.trim();
    if (raw !== '') readMembers(raw, (name) => names.add(name));
  }
  return [...names];
}

/** @returns false if the line isn't a JSON object */
function readMembers(line: string, found: (name: string, value: string) => void): boolean {
  const reader = new JsonReader(line);
  const read = (prefix: string, depth: number): void =>
    reader.object((key) => {
      const name = prefix + key;
      switch (reader.kind()) {
        case 'number':
          return found(name, reader.number());
        case 'string':
          return found(name, reader.string());
        case 'literal': {
          const literal = reader.literal();
          return found(name, literal === null ? '' : String(literal));
        }
        case 'object':
          if (depth < MAX_DEPTH) return read(`${name}.`, depth + 1);
      }
      reader.skip();
      found(name, '[]');
    });
  try {
    if (reader.kind() !== 'object') return false;
    read('', 1);
    reader.end();
    return true;
  } catch (error) {
    if (error instanceof JsonFault) return false;
    throw error;
  }
}
