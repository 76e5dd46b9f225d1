import { DomainError } from '#platform/domain';
import { collectStatements, type Statement, type StatementPart } from '../domain/statements/statement.js';
import { MAX_STATEMENT_BYTES } from './limit-statement.js';
import { type ReadOptions, readStatementFile } from './read-file.js';

async function read(chunks: Iterable<Uint8Array>, options: ReadOptions = {}): Promise<Statement[]> {
  const parts: StatementPart[] = [];
  for await (const part of readStatementFile(chunks, options)) parts.push(part);
  return collectStatements(parts);
}

async function codeOf(chunks: Iterable<Uint8Array>, options: ReadOptions = {}): Promise<string> {
  try {
    await read(chunks, options);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return '';
}

const bytes = (text: string): Uint8Array[] => [Buffer.from(text)];
const mt940 = (name: string): string =>
  `:20:S\n:25:123\n:60F:C261031PLN0,\n:61:261102C1,NTRFX\n:86:020<00X<27${name}<38\n:62F:C261102PLN1,\n`;
const CSV = {
  columns: { bookingDate: 1, amount: 2, name: 3 },
  delimiter: ';',
  decimal: '.',
  dateFormat: 'yyyy-MM-dd',
  skippedRows: 0,
  hasHeaders: false,
  account: null,
  currency: 'EUR',
} as const;

describe('a statement file', () => {
  it('has its format detected', async () => {
    const camt =
      '\uFEFF<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>' +
      '<Stmt><Id>1</Id><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct></Stmt></BkToCstmrStmt></Document>';
    expect((await read(bytes(camt)))[0]?.format).toBe('camt.053');
    expect((await read(bytes(mt940('x'))))[0]?.format).toBe('mt940');
    expect((await read(bytes(`{1:F01X}{4:\r\n${mt940('x')}-}`)))[0]?.format).toBe('mt940');
    expect((await read(bytes('2026-11-02;1;x'), { columnMap: CSV }))[0]?.format).toBe('csv');
  });

  it.each([
    ['utf-8', Buffer.from(mt940('Żółw'))],
    [
      'windows-1250',
      Buffer.from(mt940('?óww').replace('?ó', '\u00AF\u00F3').replace('ww', '\u00B3w'), 'latin1'),
    ],
  ] as const)('is decoded as %s, also if a character is divided', async (encoding, file) => {
    const chunks = [...file].map((byte) => Uint8Array.of(byte));
    const [statement] = await read(chunks, { encoding });
    expect(statement?.lines[0]?.counterparty.name).toBe('Żółw');
  });

  it.each<[string, Iterable<Uint8Array>, ReadOptions, string]>([
    ['an empty file', [], {}, 'statement_format_unknown'],
    ['a picture', [Uint8Array.of(0x89, 0x50, 0x4e, 0x47)], {}, 'statement_format_unknown'],
    ['another encoding', [Buffer.from(mt940('\u00AF'), 'latin1')], {}, 'statement_encoding_wrong'],
    [
      'an unknown encoding',
      bytes('<?xml version="1.0" encoding="X-1"?><a/>'),
      {},
      'statement_encoding_wrong',
    ],
  ])('is refused if it is %s', async (_, chunks, options, code) => {
    expect(await codeOf(chunks, options)).toBe(`receivables.${code}`);
  });

  it('is refused if it is too large, without reading all of it', async () => {
    const chunk = Buffer.alloc(1024 * 1024, `${' '.repeat(2_000)}\n`);
    let given = 0;
    function* endless(): Generator<Uint8Array> {
      yield Buffer.from(mt940('x').padEnd(2000, '\n'));
      while (true) {
        given++;
        yield chunk;
      }
    }
    expect(await codeOf(endless())).toBe('receivables.statement_too_large');
    expect(given).toBeLessThanOrEqual(MAX_STATEMENT_BYTES / 1024 / 1024);
  });
});
