import { recogniseDialect } from './dialect.js';
import type { HistoryDialect, HistoryFormat } from './plan.js';
import { type FileRecord, findJsonColumns, parseCsvRecords, parseJsonRecords } from './records.js';
import { detectDayFirst, TimeTexts } from './time-text.js';

const TIME_NAME = /time|date|stamp|zeit|hora|^ts$|时间/i;
const SOURCE_NAME = /serial|device|machine|sn$|序列号|设备/i;
const SEQ_NAME = /^seq(?:uence)?(?:[ _.-]?(?:no|number))?$/i;
/** Matches the prefix of a section of the native format, before a signal key. */
const SECTION = /^(?:c|g|e)\./;

/** The columns of a file and its first rows. */
export interface FileHead {
  readonly dialect: HistoryDialect;
  readonly columns: readonly string[];
  /** The header row as in the file; empty if there is none. */
  readonly header: string;
  readonly records: readonly FileRecord[];
  /** Position of the first row in bytes. */
  readonly bytes: number;
}

/** Proposed meaning of a file's columns. The user can change it. */
export interface ProposedColumns {
  readonly time: string | null;
  readonly seq: string | null;
  readonly source: string | null;
  readonly signals: readonly { readonly column: string; readonly signal: string }[];
}

/**
 * Detects a file's format from its beginning.
 * @param text whole records, beginning with the file's first, without a byte order mark
 * @param chosen settings that are already known, which override detection
 */
export function recogniseHead(text: string, chosen: Partial<HistoryDialect>): FileHead {
  const format: HistoryFormat = chosen.format ?? (/^\s*\{/.test(text) ? 'ndjson' : 'csv');
  const zone = chosen.zone ?? 'UTC';
  if (format === 'ndjson') {
    const columns = findJsonColumns(text);
    const records = parseJsonRecords(text, columns);
    const dayFirst = chosen.dayFirst ?? detectDayFirst(cellsOf(records)) ?? true;
    const dialect = { format, delimiter: ',', decimal: '.', zone, dayFirst } as const;
    return { dialect, columns, header: '', records, bytes: 0 };
  }
  // Spreadsheets may begin a file with "sep=;".
  const separator = /^sep=(.)\r?\n/i.exec(text);
  const body = separator ? text.slice(separator[0].length) : text;
  const found = recogniseDialect(body.split(/\r?\n/).slice(0, 50));
  const delimiter = chosen.delimiter ?? separator?.[1] ?? found.delimiter;
  const [header, ...records] = parseCsvRecords(body, delimiter);
  const columns = nameColumns(header?.cells ?? []);
  const headerEnd = header ? body.indexOf(header.raw) + header.raw.length : 0;
  return {
    dialect: {
      format,
      delimiter,
      decimal: chosen.decimal ?? found.decimal,
      zone,
      dayFirst: chosen.dayFirst ?? detectDayFirst(cellsOf(records)) ?? true,
    },
    columns,
    header: header?.raw ?? '',
    records,
    bytes: Buffer.byteLength(text.slice(0, (separator?.[0].length ?? 0) + headerEnd)),
  };
}

/**
 * Proposes the meaning of a file's columns from their names and first values.
 * @param known keys of existing signals
 */
export function proposeColumns(
  { dialect, columns, records }: FileHead,
  known: ReadonlySet<string>,
): ProposedColumns {
  const times = new TimeTexts(dialect.zone, dialect.dayFirst);
  const sample = records.slice(0, 20);
  // Tolerate broken rows, as long as more than half of the rows are readable.
  const isTimeColumn = (index: number): boolean =>
    sample.filter(({ cells }) => typeof times.read(cells[index] ?? '') === 'number').length * 2 >
    sample.length;
  const isFormattedTime = (index: number): boolean =>
    !/^[-+]?[\d.,]*$/.test(sample[0]?.cells[index]?.trim() ?? '');
  const named = columns.find((name, index) => TIME_NAME.test(getLastSegment(name)) && isTimeColumn(index));
  // A plain number can be anything, so without a matching name only a formatted date is accepted as a time.
  const time = named ?? columns.find((_, index) => isFormattedTime(index) && isTimeColumn(index)) ?? null;
  const seq = columns.find((name) => SEQ_NAME.test(name)) ?? null;
  const source = columns.find((name) => SOURCE_NAME.test(name) && !known.has(name)) ?? null;
  const taken = new Set([time, seq, source]);
  const signals = columns.flatMap((column) => {
    const signal = column.replace(SECTION, '');
    return !taken.has(column) && known.has(signal) ? [{ column, signal }] : [];
  });
  return { time, seq, source, signals: signals.filter(isFirstOfSignal) };
}

function isFirstOfSignal(
  { signal }: { readonly signal: string },
  index: number,
  all: readonly { readonly signal: string }[],
): boolean {
  return all.findIndex((other) => other.signal === signal) === index;
}

/** Adds the position to empty and repeated names, which would not identify a column. */
function nameColumns(cells: readonly string[]): string[] {
  const names: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const name = cell.trim() || `#${index + 1}`;
    names.push(names.includes(name) ? `${name} #${index + 1}` : name);
  }
  return names;
}

function getLastSegment(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function cellsOf(records: readonly FileRecord[]): string[] {
  return records.slice(0, 200).flatMap(({ cells }) => cells);
}
