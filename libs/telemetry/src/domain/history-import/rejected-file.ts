import { csvLine } from '#platform/domain';
import type { HistoryFormat } from './plan.js';
import { parseCsvRecords } from './records.js';

/** A rejected row in the downloadable file. */
export interface RejectedFileRow {
  readonly row: number;
  readonly reason: string;
  readonly column: string | null;
  readonly value: string;
  /** The text as in the original file. */
  readonly raw: string;
}

const ERROR_COLUMNS = ['row', 'reason', 'column', 'value'];

/** Returns the header of the file of rejected rows. For CSV, the error columns precede the file's own columns. */
export function formatRejectedHeader(format: HistoryFormat, delimiter: string, header: string): string {
  const fileColumns = format === 'csv' ? parseCells(header, delimiter) : ['line'];
  return csvLine([...ERROR_COLUMNS, ...fileColumns], { delimiter });
}

/**
 * Formats a rejected row. The cells of a CSV row stay unchanged, so that the file can be imported after its errors are
 * corrected.
 */
export function formatRejectedLine(
  format: HistoryFormat,
  delimiter: string,
  { row, reason, column, value, raw }: RejectedFileRow,
): string {
  const cells = format === 'csv' ? parseCells(raw, delimiter) : [raw];
  return csvLine([row, reason, column, value, ...cells], { delimiter });
}

function parseCells(raw: string, delimiter: string): readonly string[] {
  return parseCsvRecords(raw, delimiter)[0]?.cells ?? [];
}
