import fc from 'fast-check';
import { DomainError } from '#platform/domain';
import { readStatements, type Statement, type StatementLine } from '../domain/statements/statement.js';
import { type CamtOptions, camtReader } from './read-camt.js';

const OWN = 'PL61109010140000071219812874';

interface FileParts {
  readonly version?: string;
  readonly message?: string;
  readonly opening?: string;
  readonly closing?: string;
  readonly account?: string;
  readonly body?: string;
}

function balance(code: string, amount: string): string {
  const mark = amount.startsWith('-') ? 'DBIT' : 'CRDT';
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount.replace('-', '')}</Amt><CdtDbtInd>${mark}</CdtDbtInd></Bal>`;
}

function statementOf({ opening = '100', closing = '110', account = OWN, body = '' }: FileParts): string {
  return `<Stmt><Id>S1</Id><Acct><Id><IBAN>${account}</IBAN></Id></Acct>
${balance('OPBD', opening)}${balance('CLBD', closing)}${body}</Stmt>`;
}

function fileOf(parts: FileParts, statements = statementOf(parts)): string {
  const { version = '053.001.02' } = parts;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${version}"><BkToCstmrStmt>
<GrpHdr><MsgId>M</MsgId></GrpHdr>
${statements}</BkToCstmrStmt></Document>`;
}

function entry(amount: string, more = '', before = ''): string {
  const mark = amount.startsWith('-') ? 'DBIT' : 'CRDT';
  return `<Ntry><Amt Ccy="EUR">${amount.replace('-', '')}</Amt><CdtDbtInd>${mark}</CdtDbtInd>${before}<Sts>BOOK</Sts>
<BookgDt><Dt>2026-11-02</Dt></BookgDt><ValDt><DtTm>2026-11-03T01:00:00+01:00</DtTm></ValDt><AcctSvcrRef>B1</AcctSvcrRef>${more}</Ntry>`;
}

const details = (...transactions: string[]): string =>
  `<NtryDtls><Btch><PmtInfId>P1</PmtInfId></Btch>${transactions.map((one) => `<TxDtls>${one}</TxDtls>`).join('')}</NtryDtls>`;

const read = (text: string, options: CamtOptions = {}): Statement[] =>
  readStatements(camtReader(options), text);
const linesOf = (body: string, closing = '110'): readonly StatementLine[] =>
  read(fileOf({ body, closing }))[0]?.lines ?? [];

function faultOf(text: string): unknown[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof DomainError)
      return [error.code.replace('receivables.statement_', ''), error.params['line']];
    throw error;
  }
  return [];
}

const FULL_DETAIL = (name: string): string => `
<Refs><EndToEndId>E1</EndToEndId><Prtry><Tp>01</Tp><Ref>PROP-9</Ref></Prtry></Refs>
<AmtDtls><InstdAmt><Amt Ccy="USD">12.00</Amt><CcyXchg><SrcCcy>USD</SrcCcy><XchgRate>0.8333</XchgRate></CcyXchg></InstdAmt></AmtDtls>
<Chrgs><Rcrd><Amt Ccy="EUR">0.50</Amt></Rcrd></Chrgs>
<RltdPties><Dbtr>${name}</Dbtr><DbtrAcct><Id><Othr><Id>12-34 56</Id></Othr></Id></DbtrAcct>
<CdtrAcct><Id><Othr><Id>VIRT0007</Id></Othr></Id></CdtrAcct></RltdPties>
<RmtInf><Ustrd>Invoice </Ustrd><Ustrd>October</Ustrd><Strd><RfrdDocInf><Nb>PL-2026-00042</Nb></RfrdDocInf>
<CdtrRefInf><Ref>RF37PL202600042</Ref></CdtrRefInf></Strd></RmtInf>`;

describe('a CAMT statement', () => {
  it.each([
    ['053.001.02', '<Nm>Jansen &amp; Co</Nm>'],
    ['053.001.04', '<Nm>Jansen &amp; Co</Nm>'],
    ['053.001.08', '<Pty><Nm>Jansen &amp; Co</Nm></Pty>'],
    ['053.001.13', '<Pty><Nm>Jansen &amp; Co</Nm></Pty>'],
  ])('is read in version %s', (version, name) => {
    const [statement] = read(fileOf({ version, body: entry('10', details(FULL_DETAIL(name))) }));
    expect(statement).toMatchObject({
      format: 'camt.053',
      account: { number: OWN, currency: 'EUR' },
      statementId: 'S1',
      openingBalance: '100.00',
      closingBalance: '110.00',
      lines: [
        {
          fileLine: 5,
          bookingDate: '2026-11-02',
          valueDate: '2026-11-03',
          amount: '10.00',
          currency: 'EUR',
          counterparty: { name: 'Jansen & Co', account: '123456' },
          remittance: {
            references: ['RF37PL202600042', 'PL-2026-00042', 'PROP-9', 'VIRT0007'],
            text: 'Invoice October',
          },
          endToEndId: 'E1',
          bankReference: 'B1',
          charges: '0.50',
          original: { amount: '12.00', currency: 'USD', rate: '0.8333' },
          batch: null,
        },
      ],
    });
  });

  it('can be in an envelope with prefixes, with several accounts, and without lines', () => {
    const second = statementOf({ opening: '-5', closing: '-5', account: 'DE89370400440532013000' });
    const text = fileOf({}, statementOf({ body: entry('10') }) + second)
      .replaceAll(/<(\/?)([A-Z])/g, '<$1c:$2')
      .replace('xmlns=', 'xmlns:c=');
    const [declaration, ...rest] = text.split('\n');
    const statements = read(`${declaration ?? ''}<Envelope><Header/>${rest.join('\n')}</Envelope>`);
    expect(
      statements.map(({ account, lineCount, closingBalance }) => [account.number, lineCount, closingBalance]),
    ).toEqual([
      [OWN, 1, '110.00'],
      ['DE89370400440532013000', 0, '-5.00'],
    ]);
  });

  it('divides a batch into its payments', () => {
    const v02 = ['3.25', '6.75'].map(
      (amount) => `<AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls>`,
    );
    expect(linesOf(entry('10', details(...v02)))).toMatchObject([
      { amount: '3.25', batch: { amount: '10.00', index: 1, count: 2, id: 'P1' } },
      { amount: '6.75', batch: { index: 2 } },
    ]);
    const v08 = [
      '<Amt Ccy="EUR">12</Amt><CdtDbtInd>CRDT</CdtDbtInd>',
      '<Amt Ccy="EUR">2</Amt><CdtDbtInd>DBIT</CdtDbtInd>',
    ];
    expect(linesOf(entry('10', details(...v08))).map(({ amount }) => amount)).toEqual(['12.00', '-2.00']);
  });

  it('keeps a batch whole if its payments have no amount in the currency of the account', () => {
    const foreign = '<Amt Ccy="USD">6</Amt><RmtInf><Ustrd>PL-2026-00042</Ustrd></RmtInf>';
    expect(linesOf(entry('10', details(foreign, foreign)))).toMatchObject([
      { amount: '10.00', batch: null, remittance: { text: 'PL-2026-00042 PL-2026-00042' } },
    ]);
  });

  it('reads the text of an entry without details, and skips pending entries', () => {
    const pending = entry('99').replace('<Sts>BOOK</Sts>', '<Sts><Cd>PDNG</Cd></Sts>');
    const lines = linesOf(
      entry('10', '<AddtlNtryInf>/VAT/2,30/IDC/5260000005/INV/FV 1/TXT/x</AddtlNtryInf>') + pending,
    );
    expect(lines).toMatchObject([{ remittance: { splitPayment: { vat: '2.30', invoice: 'FV 1' } } }]);
  });

  const returned = details(
    `<RltdPties><Dbtr><Nm>Payer</Nm></Dbtr><Cdtr><Nm>Us</Nm></Cdtr><CdtrAcct><Id><IBAN>${OWN}</IBAN></Id></CdtrAcct></RltdPties>`,
  );

  it.each([
    ['the direction of the reversal', entry('-10', returned, '<RvslInd>true</RvslInd>'), '90', '-10.00'],
    ['the direction of the reversed entry', entry('10', returned, '<RvslInd>true</RvslInd>'), '90', '-10.00'],
    ['a reversed debit', entry('-10', '', '<RvslInd>true</RvslInd>'), '110', '10.00'],
  ])('turns a reversal that is marked with %s', (_, body, closing, amount) => {
    expect(linesOf(body, closing)).toMatchObject([{ amount, isReversal: true }]);
  });

  it('names the payer of a returned payment', () => {
    const [line] = linesOf(entry('-10', returned, '<RvslInd>true</RvslInd>'), '90');
    expect(line?.counterparty.name).toBe('Payer');
  });

  it('is a notification without balances', () => {
    const reversal = entry('10', '', '<RvslInd>true</RvslInd>');
    const body = `<Ntfctn><Id>N1</Id><Acct><Id><Othr><Id>123</Id></Othr></Id><Ccy>EUR</Ccy></Acct>${entry('5')}${reversal}</Ntfctn>`;
    const text = fileOf({ version: '054.001.08' }, body).replaceAll('BkToCstmrStmt', 'BkToCstmrDbtCdtNtfctn');
    const amounts = (options: CamtOptions): unknown =>
      read(text, options)[0]?.lines.map(({ amount }) => amount);
    expect(read(text)[0]).toMatchObject({ format: 'camt.054', openingBalance: null, sum: '15.00' });
    expect(amounts({ reversalDirection: 'original' })).toEqual(['5.00', '-10.00']);
  });

  const amount = (text: string): string => fileOf({ body: entry('10').replace('>10<', `>${text}<`) });

  it.each<[string, string, string, unknown]>([
    ['a balance that does not add up', fileOf({ body: entry('9') }), 'balance_differs', 6],
    [
      'a batch that does not add up',
      fileOf({ body: entry('10', details('<Amt Ccy="EUR">4</Amt>', '<Amt Ccy="EUR">5</Amt>')) }),
      'details_differ',
      5,
    ],
    ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]>${fileOf({})}`, 'doctype', 1],
    [
      'a document type after the declaration',
      fileOf({}).replace('?>', '?><!DOCTYPE Document SYSTEM "file:///etc/passwd">'),
      'doctype',
      1,
    ],
    [
      'an unknown entity',
      fileOf({ body: entry('10', '<AddtlNtryInf>&a;</AddtlNtryInf>') }),
      'xml_invalid',
      6,
    ],
    ['a cut file', fileOf({ body: entry('10') }).slice(0, -60), 'incomplete', 6],
    ['wrong nesting', fileOf({ closing: '100' }).replace('</Stmt>', '</Smt>'), 'xml_invalid', 5],
    ['another message', fileOf({ version: '052.001.02' }), 'format_unknown', undefined],
    ['an unsupported version', fileOf({ version: '053.001.14' }), 'format_unknown', undefined],
    ['an unknown currency', fileOf({ body: entry('10').replace('"EUR"', '"XQZ"') }), 'currency_unknown', 5],
    ['another currency', fileOf({ body: entry('10').replace('"EUR"', '"USD"') }), 'currency_differs', 5],
    ['a wrong IBAN', fileOf({ account: 'PL61109010140000071219812875' }), 'account_invalid', 4],
    ['a signed amount', amount('-10'), 'value_invalid', 5],
    ['an exponent', amount('1e9'), 'value_invalid', 5],
    [
      'no direction',
      fileOf({ body: entry('10').replace('<CdtDbtInd>CRDT</CdtDbtInd>', '') }),
      'field_missing',
      5,
    ],
    [
      'a date that does not exist',
      fileOf({ body: entry('10').replace('2026-11-02', '2026-02-30') }),
      'value_invalid',
      5,
    ],
    ['deep nesting', fileOf({ body: '<a>'.repeat(60) }), 'too_complex', 5],
    ['an endless text', fileOf({ body: `<a>${'x'.repeat(70_000)}</a>` }), 'too_complex', 5],
    ['an endless tag', fileOf({ body: `<a b="${'x'.repeat(400_000)}` }), 'too_complex', 5],
    ['an endless beginning', `<?xml version="1.0"?><!--${'x'.repeat(9_000)}`, 'too_complex', 1],
  ])('is refused with %s', (_, text, code, line) => {
    expect(faultOf(text)).toEqual([code, line]);
  });

  it('reads the same, however the file is divided', () => {
    const text = fileOf({ body: entry('10', details(FULL_DETAIL('<Nm>Żółw</Nm>'))) });
    const [whole] = read(text);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: text.length }), (at) => {
        const reader = camtReader();
        const parts = [...reader.write(text.slice(0, at)), ...reader.write(text.slice(at)), ...reader.end()];
        expect(parts.flatMap((part) => (part.kind === 'line' ? [part.line] : []))).toEqual(whole?.lines);
      }),
    );
  });
});
