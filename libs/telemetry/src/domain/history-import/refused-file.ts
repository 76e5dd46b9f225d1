import { csvLine } from '#platform/domain';
import type { HistoryFormat } from './plan.js';
import { parseCsvRecords } from './records.js';

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
  const others = format === 'csv' ? cellsOf(header, delimiter) : ['line'];
  return csvLine([...OWN_COLUMNS, ...others], { delimiter });
}

/** A refused row. One of a CSV file keeps its cells: once it is corrected, the file can be imported as it is. */
export function refusedLine(
  format: HistoryFormat,
  delimiter: string,
  { row, reason, column, value, raw }: GivenBackRow,
): string {
  const cells = format === 'csv' ? cellsOf(raw, delimiter) : [raw];
  return csvLine([row, reason, column, value, ...cells], { delimiter });
}

function cellsOf(raw: string, delimiter: string): readonly string[] {
  return parseCsvRecords(raw, delimiter)[0]?.cells ?? [];
}
