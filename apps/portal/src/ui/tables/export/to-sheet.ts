import { csvFile } from '../../../../../../libs/platform/src/domain/csv.js';
import { type CellValue, type Column, nameOf } from '../data-table.types.js';

/** A table of plain values: the names of the columns, and a list of values per row. */
export interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly (readonly CellValue[])[];
}

/** Returns the plain values of rows, in the columns that have values. */
export function toSheet<Row>(
  columns: readonly Pick<Column<Row>, 'key' | 'header' | 'name' | 'value'>[],
  rows: readonly Row[],
): Sheet {
  const exported = columns.flatMap((column) =>
    column.value === undefined ? [] : [{ name: nameOf(column), value: column.value }],
  );
  return {
    header: exported.map(({ name }) => name),
    rows: rows.map((row) => exported.map(({ value }) => value(row))),
  };
}

/**
 * Returns a sheet as CSV (RFC 4180) with a byte order mark, so that spreadsheets read it as UTF-8. Numbers have a
 * decimal point, and instants are in ISO 8601.
 */
export function toCsv({ header, rows }: Sheet): string {
  const table = [header, ...rows].map((row) =>
    row.map((value) => (value instanceof Date ? value.toISOString() : value)),
  );
  return csvFile(table, { delimiter: ',' });
}
