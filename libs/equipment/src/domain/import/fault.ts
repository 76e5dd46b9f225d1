import type { ErrorParams } from '#platform/domain';

/** A cell that stops an import: where it stands as a spreadsheet counts, what is wrong, and what would be right if one can tell. */
export interface ImportFault {
  /** 1 is the row of headers. */
  readonly row: number;
  /** The header as the file spells it; the field's name where the file has no such column. */
  readonly column: string;
  readonly field: string | null;
  readonly value: string;
  readonly code: string;
  readonly params: ErrorParams;
  /** What to write instead, ready to be taken. */
  readonly proposal?: string;
}

/** A file as it was read: headers and rows of cells, each with its number. */
export interface ImportTable {
  readonly headers: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}
