import { csvLine } from '#platform';
import type { ImportColumn } from '../domain/import/columns.js';

/**
 * Returns a template: the columns of an import and one example row. It starts with a byte order mark, without which
 * spreadsheets would read UTF-8 as a legacy code page.
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
  return `\uFEFF${rows.map((row) => csvLine(row, { delimiter })).join('')}`;
}
