import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvField, csvFile, csvLine, type CsvValue, fromCsvText } from './csv.js';

const ROOT = resolve(import.meta.dirname, '../../../..');

it.each([
  ['CSV', /'""'|csv-stringify/],
  ['a byte order mark', /['"`]\\u(?:feff|FEFF)/],
])('is the only place that writes %s', (_name, pattern) => {
  const writers = ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !/\.spec\.ts$/.test(path))
      .filter((path) => pattern.test(readFileSync(join(ROOT, folder, path), 'utf8')))
      .map((path) => join(folder, path)),
  );
  expect(writers).toEqual(['libs/platform/src/domain/csv.ts']);
});

it('begins a file for spreadsheets with a byte order mark', () => {
  expect(csvFile([['a', 1], ['=b']], { delimiter: ',' })).toBe("\uFEFFa,1\r\n'=b\r\n");
});

describe('csvLine', () => {
  it.each<[CsvValue[], string]>([
    [[1.5, null, 'load'], '1.5;;load\r\n'],
    [[-0, 1e21, 5e-324], '0;1e+21;5e-324\r\n'],
    [['a;b', 'say "no"', 'two\nlines'], '"a;b";"say ""no""";"two\nlines"\r\n'],
    [[true, 12345678901234567890n, ''], 'true;12345678901234567890;\r\n'],
  ])('writes %s as %j', (fields, line) => expect(csvLine(fields)).toBe(line));

  it('uses the given delimiter', () => {
    expect(csvLine(['a;b', 'c,d'], { delimiter: ',' })).toBe('a;b,"c,d"\r\n');
  });
});

describe('text that a spreadsheet would run as a formula', () => {
  it.each([
    ['@SUM(1)', "'@SUM(1)"],
    ['=1+1', "'=1+1"],
    ["-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"],
    ['+HYPERLINK("http://x")', `"'+HYPERLINK(""http://x"")"`],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['＝1+1', "'＝1+1"],
    ["'=1", "''=1"],
    ['-', "'-"],
    ['press-7', 'press-7'],
    ["'twas", "'twas"],
  ])('writes %j as %j', (text, field) => {
    expect(csvField(text)).toBe(field);
    expect(csvField(text, { formulas: 'keep' })).toBe(
      /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text,
    );
  });

  it.each(['-12.5', '+7', '-1e-7', '-5,3', '-1.234,56', '-.5', '12345678901234567890'])(
    'keeps the number %s unchanged',
    (text) => expect(csvField(text)).toBe(text),
  );

  it('never escapes a number that the product writes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double({ noDefaultInfinity: true, noNaN: true }), fc.bigInt()), (number) => {
        expect(csvField(String(number))).toBe(String(number));
        // Text has no negative zero.
        expect(Number(csvField(number))).toBe(Number(number) + 0);
      }),
    );
  });

  it('parses back to the same text for any text and delimiter', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^'{0,3}[=+\-@\t]?['=+\-@;,"\n0-9a]{0,6}$/),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 2 }), fc.constantFrom(';', ','), (fields, delimiter) => {
        const [read = []] = parse(csvLine(fields, { delimiter }), { delimiter, recordDelimiter: '\r\n' });
        expect(read.map(fromCsvText)).toEqual(fields);
        expect(read.filter((cell) => /^[=@\t\r]/.test(cell))).toEqual([]);
      }),
    );
  });
});
