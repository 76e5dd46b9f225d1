import fc from 'fast-check';
import { IMPORT_MAX_ROWS, readImportFile } from './import-file.reader.js';

const BOM = '\uFEFF';
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const utf16 = (text: string): Buffer => Buffer.from(BOM + text, 'utf16le');

const codeOf = (bytes: Buffer): unknown => {
  try {
    readImportFile(bytes);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('readImportFile', () => {
  const sound = { headers: ['code', 'name'], rows: [{ row: 2, cells: ['C-1', 'Łódź'] }] };

  it.each<[string, Buffer, string]>([
    ['commas', utf8('code,name\nC-1,Łódź\n'), ','],
    ['semicolons and a byte order mark', utf8(`${BOM}code;name\r\nC-1;Łódź\r\n`), ';'],
    ['tabs', utf8('code\tname\nC-1\tŁódź'), '\t'],
    ['quotes', utf8('"code";"name"\n"C-1";"Łódź"\n'), ';'],
    ['UTF-16 as a spreadsheet’s "Unicode text"', utf16('code\tname\r\nC-1\tŁódź\r\n'), '\t'],
    ['big-endian UTF-16', utf16('code,name\nC-1,Łódź').swap16(), ','],
    ['a line that defines the separator', utf8('sep=;\r\ncode;name\r\nC-1;Łódź\r\n'), ';'],
    ['spaces around headers and padding', utf8(' code ; name ;;\nC-1;Łódź;;\n;;;\n'), ';'],
  ])('reads %s', (_what, bytes, delimiter) => {
    expect(readImportFile(bytes)).toEqual({ table: sound, delimiter });
  });

  it('numbers rows as a spreadsheet does, across blank rows and line breaks in cells', () => {
    const { table } = readImportFile(utf8('code,name\nA,"two\nlines"\n\n,\nB,one\n'));
    expect(table.rows).toEqual([
      { row: 2, cells: ['A', 'two\nlines'] },
      { row: 5, cells: ['B', 'one'] },
    ]);
  });

  it('accepts a quote inside a cell as a character', () => {
    expect(readImportFile(utf8('a;b\n52°13\'47"N;3/4" pipe\n')).table.rows).toEqual([
      { row: 2, cells: ['52°13\'47"N', '3/4" pipe'] },
    ]);
  });

  it('ignores delimiters in quoted headers', () => {
    expect(readImportFile(utf8('"a;b;c",name\n1,2\n')).table.headers).toEqual(['a;b;c', 'name']);
  });

  it.each<[string, Buffer, string]>([
    ['nothing', utf8(''), 'equipment.import_empty'],
    ['only headers', utf8('code,name\n'), 'equipment.import_empty'],
    ['only blank rows', utf8('code,name\n,\n\n'), 'equipment.import_empty'],
    ['a legacy code page', Buffer.from([0x63, 0x0a, 0xb3, 0xf3, 0x64]), 'equipment.import_not_utf8'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]), 'equipment.import_not_utf8'],
    ['a workbook', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 'equipment.import_not_utf8'],
    ['a quote that never ends', utf8('code,name\nA,"open\n'), 'equipment.import_unreadable'],
    ['too many rows', utf8('a,b\n' + 'x,y\n'.repeat(IMPORT_MAX_ROWS + 1)), 'equipment.import_too_many_rows'],
    ['too many bytes', Buffer.alloc(6 * 1024 * 1024, 'a'), 'equipment.import_too_large'],
  ])('rejects %s', (_what, bytes, code) => {
    expect(codeOf(bytes)).toBe(code);
  });

  it('reads every written cell back, with any delimiter', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'aŻ;,\t"\n 1'), maxLength: 8 });
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(';', ',', '\t'),
        (cells, sign) => {
          const rows = cells.map(([a, b]) => [a, `${b}.`]);
          const text = [['x', 'y'], ...rows].map((row) => row.map(quoted).join(sign)).join('\r\n');
          expect(readImportFile(utf8(text)).table.rows.map((row) => row.cells)).toEqual(rows);
        },
      ),
    );
  });
});
