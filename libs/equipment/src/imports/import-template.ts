import { csvFile } from '#platform';
import type { ImportColumn } from '../domain/import/columns.js';

/**
 * Returns a template: the columns of an import and one example row.
 * @param example values by field that replace the examples of the columns
 */
export function importTemplate(
  columns: readonly ImportColumn[],
  delimiter: ',' | ';',
  example: Readonly<Record<string, string>> = {},
): string {
  const rows = [
    columns.map(({ field }) => field),
    columns.map((column) => example[column.field] ?? column.example),
  ];
  return csvFile(rows, { delimiter });
}
