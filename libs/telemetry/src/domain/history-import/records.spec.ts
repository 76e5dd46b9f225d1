import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { findEndOfRecords, findJsonColumns, parseCsvRecords, parseJsonRecords } from './records.js';

const cellsOf = (text: string, delimiter = ';') => parseCsvRecords(text, delimiter).map(({ cells }) => cells);

describe('findEndOfRecords', () => {
  it.each([
    ['a;b\n1;2\n3', 8],
    ['a;b', 0],
    ['"a\nb";c\nd', 8],
    ['a\n"b\nc', 2],
    ['a\n"b""\nc"\n', 10],
  ])('of %j', (text, expected) => expect(findEndOfRecords(Buffer.from(text), 'csv')).toBe(expected));

  it('of NDJSON is any line break', () => {
    expect(findEndOfRecords(Buffer.from('{"a":"\\n"}\n{"a'), 'ndjson')).toBe(11);
  });

  it('allows cutting a file anywhere without changing its rows', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ';', '\n', '1', ' ', 'é') });
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 40 }), (table, piece) => {
        const bytes = Buffer.from(stringify(table, { delimiter: ';', quoted_match: /[\s"]/ }));
        const found: (readonly string[])[] = [];
        for (let [from, length] = [0, piece]; from < bytes.length;) {
          const part = bytes.subarray(from, from + length);
          const end = from + length >= bytes.length ? part.length : findEndOfRecords(part, 'csv');
          if (end === 0) length += piece;
          else {
            found.push(...cellsOf(part.subarray(0, end).toString()));
            from += end;
            length = piece;
          }
        }
        expect(found).toEqual(table.filter((row) => row.length > 1 || row[0] !== ''));
      }),
    );
  });
});

describe('parseCsvRecords', () => {
  it('reads lines with or without quotes, and skips blank ones', () => {
    expect(cellsOf('a;b\r\n\r\n1;2\r\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(cellsOf('a,b\n"1,5","x ""y"""', ',')).toEqual([
      ['a', 'b'],
      ['1,5', 'x "y"'],
    ]);
  });

  it('accepts a quote within an unquoted cell as a character', () => {
    expect(cellsOf('3/4" pipe;1\nx;2\n')).toEqual([
      ['3/4" pipe', '1'],
      ['x', '2'],
    ]);
  });

  it('keeps a row’s original text', () => {
    expect(parseCsvRecords('a;"b\nc"\r\nd;e', ';').map(({ raw }) => raw)).toEqual(['a;"b\nc"', 'd;e']);
  });
});

describe('NDJSON', () => {
  const TEXT = '{"ts":1,"g":{"p":1.50,"s":null},"on":true}\n\n{"ts":"2","x":["1"],"g":{"q":{"deep":1}}}\n';

  it('has a column for every key, including nested keys', () => {
    expect(findJsonColumns(TEXT)).toEqual(['ts', 'g.p', 'g.s', 'on', 'x', 'g.q']);
  });

  it('keeps numbers as written', () => {
    expect(parseJsonRecords(TEXT, ['g.p', 'ts', 'on', 'g.s']).map(({ cells }) => cells)).toEqual([
      ['1.50', '1', 'true', ''],
      ['', '2', '', ''],
    ]);
  });

  it('marks invalid lines', () => {
    expect(
      parseJsonRecords('{"a":1}\n[1]\n{"a":\n{"a":2} x\n', ['a']).map(({ isBroken }) => isBroken ?? false),
    ).toEqual([false, true, true, true]);
  });
});
