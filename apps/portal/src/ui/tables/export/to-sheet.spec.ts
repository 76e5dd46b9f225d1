import type { Column } from '../data-table.types.js';
import { toCsv, toSheet } from './to-sheet.js';

interface Row {
  readonly name: string;
  readonly hours: number | null;
}

const COLUMNS: readonly Column<Row>[] = [
  { key: 'name', header: 'Name', value: ({ name }) => name, cell: ({ name }) => name },
  { key: 'icon', header: '', cell: () => null },
  { key: 'hours', header: null, name: 'Hours', value: ({ hours }) => hours, cell: ({ hours }) => hours },
];

describe('a sheet of a list', () => {
  it('contains the columns that have values, with their names', () => {
    expect(
      toSheet(COLUMNS, [
        { name: 'P-1', hours: 2.5 },
        { name: 'P-2', hours: null },
      ]),
    ).toEqual({
      header: ['Name', 'Hours'],
      rows: [
        ['P-1', 2.5],
        ['P-2', null],
      ],
    });
  });
});

describe('a sheet as CSV', () => {
  it.each<[string, string | number | Date | null, string]>([
    ['a text', 'Bekasi', 'Bekasi'],
    ['a text with a comma', 'Bekasi, Java', '"Bekasi, Java"'],
    ['a text with quotes', 'Pump "A"', '"Pump ""A"""'],
    ['a text of two lines', 'a\nb', '"a\nb"'],
    ['a number', 1234.5, '1234.5'],
    ['a negative number', -3, '-3'],
    ['an instant', new Date('2026-11-30T08:00:00Z'), '2026-11-30T08:00:00.000Z'],
    ['nothing', null, ''],
    ['a text that a spreadsheet would run', '=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ])('contains %s', (_what, value, field) => {
    expect(toCsv({ header: ['A'], rows: [[value]] })).toBe(`\uFEFFA\r\n${field}\r\n`);
  });
});
