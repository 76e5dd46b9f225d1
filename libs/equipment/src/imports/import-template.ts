import { csvLine } from '#platform';
import type { ImportColumn } from '../domain/import/columns.js';

/**
 * Returns a template: the columns of an import and one example row. It starts with a byte order mark. Without it,
 * spreadsheets would read UTF-8 as a legacy code page.
 */
export function importTemplate(columns: readonly ImportColumn[], delimiter: ',' | ';'): string {
  const rows = [columns.map(({ field }) => field), columns.map(({ example }) => example)];
  return `\uFEFF${rows.map((row) => csvLine(row, { delimiter })).join('')}`;
}
