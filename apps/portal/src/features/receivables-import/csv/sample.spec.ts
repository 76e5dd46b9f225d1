import fc from 'fast-check';
import {
  decodeSample,
  type Delimiter,
  DELIMITERS,
  guessDelimiter,
  guessEncoding,
  splitRows,
} from './sample.js';

const bytes = (...codes: readonly number[]): Uint8Array => new Uint8Array(codes);

describe('the encoding of a file', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode('Tytuł'), 'utf-8', 'Tytuł'],
    // A letter can be cut at the end of the sample.
    ['UTF-8 that ends within a letter', new TextEncoder().encode('Tytuł').slice(0, -1), 'utf-8', 'Tytu'],
    ['Polish letters of Windows', bytes(0x54, 0xb3), 'windows-1250', 'Tł'],
    ['Western letters of Windows', bytes(0x42, 0xfc), 'windows-1252', 'Bü'],
  ] as const)('is guessed for %s', (_, content, encoding, text) => {
    expect(guessEncoding(content)).toBe(encoding);
    expect(decodeSample(content, encoding)).toBe(text);
  });

  it('is wrong for bytes that it does not have', () => {
    expect(decodeSample(bytes(0x54, 0xb3, 0x54), 'utf-8')).toBeNull();
  });
});

describe('the rows of a file', () => {
  it.each<[string, string, string[][]]>([
    [
      'cells',
      'a;b\r\nc;d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a line break at the end', 'a;b\n', [['a', 'b']]],
    ['an empty line', 'a\n\nb', [['a'], [''], ['b']]],
    ['quotes', '"a;b";"c\nd";"say ""e"""', [['a;b', 'c\nd', 'say "e"']]],
    ['a quote within a cell', 'a 5" pipe;b', [['a 5" pipe', 'b']]],
    ['an empty last cell', 'a;', [['a', '']]],
  ])('are divided: %s', (_, text, rows) => {
    expect(splitRows(text, ';')).toEqual(rows);
  });

  it('are at most as many as requested', () => {
    expect(splitRows('a\nb\nc', ';', 2)).toEqual([['a'], ['b']]);
  });

  it('keep every cell that is quoted', () => {
    const cells = fc.array(
      fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\r', '')),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(
        fc.array(cells, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...DELIMITERS),
        (rows, delimiter) => {
          const text = rows
            .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter))
            .join('\n');
          expect(splitRows(`${text}\n`, delimiter)).toEqual(rows);
        },
      ),
    );
  });
});

describe('the delimiter', () => {
  it.each<[string, Delimiter]>([
    ['Data;Kwota\n2026-11-19;6150,00\n2026-11-20;1,00', ';'],
    ['Date,Amount,Text\n2026-11-19,6150.00,"a; b"', ','],
    ['Date\tAmount\n19.11.2026\t1,00', '\t'],
    ['a|b|c\nd|e|f', '|'],
    ['Account history\n\nDate;Amount;Text\n2026-11-19;1,00;x\n2026-11-20;2,00;y', ';'],
  ])('of %j is %j', (text, delimiter) => {
    expect(guessDelimiter(text)).toBe(delimiter);
  });
});
