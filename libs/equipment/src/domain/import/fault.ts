import type { ErrorParams } from '#platform/domain';

/** An invalid cell of an import: its position as in a spreadsheet, the error, and a proposed value if available. */
export interface ImportFault {
  /** Row number as in a spreadsheet; row 1 is the header row. */
  readonly row: number;
  /** The header as written in the file; the field's name if the file has no such column. */
  readonly column: string;
  readonly field: string | null;
  readonly value: string;
  readonly code: string;
  readonly params: ErrorParams;
  /** A valid value to use instead. */
  readonly proposal?: string;
}

/** A parsed file: headers and rows of cells with their row numbers. */
export interface ImportTable {
  readonly headers: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}
