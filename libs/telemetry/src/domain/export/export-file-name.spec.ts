import { nameExportFile } from './export-file-name.js';

describe('the name of an export’s file', () => {
  it.each([
    ['Daily', '2026-11-25', '2026-11-26', 'csv', 'Daily-2026-11-25.csv'],
    ['Weekly', '2026-11-16', '2026-11-23', 'ndjson', 'Weekly-2026-11-16_2026-11-22.ndjson'],
    ['能耗', '2026-10-01', '2026-11-01', 'parquet', '能耗-2026-10-01_2026-10-31.parquet'],
    ['a/b\\c: "d"\r\n', '2026-11-25', '2026-11-26', 'csv', 'a-b-c- -d--2026-11-25.csv'],
  ])('%j from %s to %s', (name, firstDay, endDay, format, expected) => {
    expect(nameExportFile(name, { firstDay, endDay }, format)).toBe(expected);
  });
});
