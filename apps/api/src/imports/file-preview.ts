import type { ImportColumn, ImportTable, TablePreview } from '#equipment';
import type { FilePreviewDto } from './imports.dto.js';
import { chooseShownRows } from './shown-rows.js';

type PreviewedFile = Omit<TablePreview<unknown>, 'checked'> & {
  readonly delimiter: string;
  readonly table: ImportTable;
};

/**
 * Returns a preview of an imported file, with its errors.
 * @param known columns that a file of this kind can contain
 */
export function toFilePreview(
  { delimiter, table, columns, faults, valid }: PreviewedFile,
  known: readonly ImportColumn[],
): FilePreviewDto {
  return {
    delimiter,
    columns: [...columns],
    fields: known.map(({ field, isRequired }) => ({ field, isRequired })),
    rows: table.rows.length,
    valid,
    faults: faults.map((fault) => ({ ...fault, params: { ...fault.params } })),
    preview: chooseShownRows(table.rows, new Set(faults.map(({ row }) => row))),
  };
}
