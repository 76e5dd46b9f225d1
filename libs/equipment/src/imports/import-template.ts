import { csvLine } from '#platform';
import type { ImportColumn } from '../domain/import/columns.js';

/**
 * A file to begin with: the columns that an import knows and one example row. It carries a byte order mark, without which
 * spreadsheets take UTF-8 for their old code page.
 */
export function importTemplate(columns: readonly ImportColumn[], delimiter: ',' | ';'): string {
  const rows = [columns.map(({ field }) => field), columns.map(({ example }) => example)];
  return `\uFEFF${rows.map((row) => csvLine(row, { delimiter })).join('')}`;
}
