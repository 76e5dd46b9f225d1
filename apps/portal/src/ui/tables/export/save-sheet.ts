import { saveBlob } from './save-blob.js';
import { type Sheet, toCsv } from './to-sheet.js';

export type SheetFormat = 'csv' | 'xlsx';

/** Saves a sheet as a file in the browser's downloads. The library for XLSX is loaded when it is first used. */
export async function saveSheet(sheet: Sheet, name: string, format: SheetFormat): Promise<void> {
  const content =
    format === 'csv' ? new Blob([toCsv(sheet)], { type: 'text/csv;charset=utf-8' }) : await toXlsx(sheet);
  saveBlob(content, `${name}.${format}`);
}

async function toXlsx({ header, rows }: Sheet): Promise<Blob> {
  const { default: writeExcelFile } = await import('write-excel-file/browser');
  const cells = [
    header.map((value) => ({ value, fontWeight: 'bold' as const })),
    ...rows.map((row) =>
      row.map((value) =>
        value === null
          ? null
          : value instanceof Date
            ? { type: Date, value, format: 'yyyy-mm-dd hh:mm' }
            : { value },
      ),
    ),
  ];
  return writeExcelFile(cells, { stickyRowsCount: 1 }).toBlob();
}
