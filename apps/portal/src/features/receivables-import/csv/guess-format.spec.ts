import { fitsDate, guessDateFormat, guessDecimal, guessLayout } from './guess-format.js';

describe('a date', () => {
  it.each([
    ['2026-11-19', 'yyyy-MM-dd', true],
    ['2026-11-19T08:00', 'yyyy-MM-dd', true],
    ['2026-11-31', 'yyyy-MM-dd', false],
    ['29.02.2028', 'dd.MM.yyyy', true],
    ['29.02.2026', 'dd.MM.yyyy', false],
    ['19.11.26', 'dd.MM.yy', true],
    ['20261119', 'yyyyMMdd', true],
    ['19/11/2026', 'MM/dd/yyyy', false],
  ])('%s in the format %s is valid: %s', (cell, format, isValid) => {
    expect(fitsDate(cell, format)).toBe(isValid);
  });

  it.each([
    [['2026-11-19', 'Meble'], 'yyyy-MM-dd'],
    [['01/02/2026', '19/02/2026'], 'dd/MM/yyyy'],
    [['01/02/2026', '02/19/2026'], 'MM/dd/yyyy'],
    // Without a day after the 12th, the European order is proposed. The user can change it.
    [['01/02/2026'], 'dd/MM/yyyy'],
    [['Meble'], 'yyyy-MM-dd'],
  ])('in %j has the format %s', (cells, format) => {
    expect(guessDateFormat(cells)).toBe(format);
  });
});

describe('the decimal character', () => {
  it.each([
    [['1.234,50', '-3,00'], ','],
    [['1,234.50', '-3.00'], '.'],
    [['1 234,5 PLN'], ','],
    [['1.234'], '.'],
    [[], '.'],
  ])('of %j is %s', (cells, decimal) => {
    expect(guessDecimal(cells)).toBe(decimal);
  });
});

describe('the layout', () => {
  const line = ['2026-11-19', '1,00', 'x'];
  it.each([
    ['headers first', [['Date', 'Amount', 'Text'], line, line], { skippedRows: 0, hasHeaders: true }],
    ['no headers', [line, line], { skippedRows: 0, hasHeaders: false }],
    [
      'a title before',
      [['History'], [''], ['Date', 'Amount', 'Text'], line, line],
      { skippedRows: 2, hasHeaders: true },
    ],
    ['a title without headers', [['History'], line, line], { skippedRows: 1, hasHeaders: false }],
    ['nothing', [], { skippedRows: 0, hasHeaders: false }],
  ])('with %s is found', (_, rows, layout) => {
    expect(guessLayout(rows)).toEqual(layout);
  });
});
