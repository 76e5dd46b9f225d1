import { type CheckedRows, checkRows, type ImportContext } from './check-rows.js';
import { IMPORT_COLUMNS, type ImportColumn, type ImportKind, matchColumns } from './columns.js';
import type { ImportFault, ImportTable } from './fault.js';
import type { KnownRegistry } from './known-registry.js';
import type { RowCheck } from './row-check.js';

/** The faults of a file and the rows that it would create. */
export interface TablePreview<Checked> {
  /** The field of each header; null if the column isn't imported. */
  readonly columns: readonly { readonly header: string; readonly field: string | null }[];
  readonly faults: readonly ImportFault[];
  /** Number of rows without a fault; zero if a header has a fault. */
  readonly valid: number;
  /** The rows to create. Use them only if there are no faults. */
  readonly checked: Checked;
}

export type ImportPreview = TablePreview<CheckedRows>;

/**
 * Returns all faults of a file and the rows that it would create. A single fault prevents the import, so that a file
 * is imported completely or not at all.
 * @param chosen the user's mapping of headers to fields, if names don't match
 */
export function previewImport(
  kind: ImportKind,
  table: ImportTable,
  known: KnownRegistry,
  context: ImportContext,
  chosen: Readonly<Record<string, string | null>> = {},
): ImportPreview {
  const columns = IMPORT_COLUMNS[kind];
  return previewTable(columns, table, (fields) => checkRows(kind, table, fields, known, context), chosen);
}

/**
 * Like `previewImport`, for a file with any columns.
 * @param check checks the rows, given the field of each header
 */
export function previewTable<Checked>(
  columns: readonly ImportColumn[],
  table: ImportTable,
  check: (fields: readonly (string | null)[]) => {
    readonly checks: readonly RowCheck[];
    readonly checked: Checked;
  },
  chosen: Readonly<Record<string, string | null>> = {},
): TablePreview<Checked> {
  const { fields, missing, doubled } = matchColumns(columns, table.headers, chosen);
  const headerFaults: ImportFault[] = [
    ...missing.map((field) => ({
      row: 1,
      column: field,
      field,
      value: '',
      code: 'import.column_missing',
      params: { column: field },
    })),
    ...doubled.map((index) => ({
      row: 1,
      column: table.headers[index]!,
      field: null,
      value: table.headers[index]!,
      code: 'import.column_twice',
      params: {},
    })),
  ];
  const lengthFaults: ImportFault[] = table.rows
    .filter(({ cells }) => cells.length > table.headers.length)
    .map(({ row, cells }) => ({
      row,
      column: table.headers.at(-1) ?? '',
      field: null,
      value: cells.slice(table.headers.length).join(' '),
      code: 'import.row_too_long',
      params: { expected: table.headers.length, found: cells.length },
    }));
  const { checks, checked } = check(fields);
  // A missing column is one fault, not one per row.
  const cellFaults = checks
    .flatMap((row) => row.faults)
    .filter(({ field }) => field === null || !missing.includes(field));
  const columnIndex = ({ column }: ImportFault): number => table.headers.indexOf(column);
  const faults = [
    ...headerFaults,
    ...[...lengthFaults, ...cellFaults].sort((a, b) => a.row - b.row || columnIndex(a) - columnIndex(b)),
  ];
  const faulty = new Set(faults.map((fault) => fault.row));
  return {
    columns: table.headers.map((header, index) => ({ header, field: fields[index] ?? null })),
    faults,
    valid: headerFaults.length > 0 ? 0 : table.rows.filter(({ row }) => !faulty.has(row)).length,
    checked,
  };
}
