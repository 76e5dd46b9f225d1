import fc from 'fast-check';
import { DomainError } from '#platform/domain';
import { readStatements, type Statement } from '../statement.js';
import { mt940Reader } from './read-mt940.js';

const read = (...lines: string[]): Statement[] => readStatements(mt940Reader(), lines.join('\r\n'));

const HEAD = [':20:S1', ':25:PL61109010140000071219812874', ':28C:00012/001', ':60F:C261031PLN1000,00'];

function codeOf(lines: readonly string[]): [string, unknown] {
  try {
    read(...lines);
  } catch (error) {
    if (error instanceof DomainError)
      return [error.code.replace('receivables.statement_', ''), error.params['line']];
    throw error;
  }
  return ['', null];
}

describe('an MT940 statement', () => {
  it('has balances, lines and the numbered subfields of SEPA payments', () => {
    const [statement] = read(
      '{1:F01WBKPPLPPXXXX}{2:I940X}{4:',
      ...HEAD,
      ':61:2611021102C1230,50NTRFNONREF//B123',
      '/OCMT/EUR280,00/',
      ':86:166?00PRZELEW?20EREF+E2E-77 SVWZ+RF37PL202?2100600042 invoice October?30WBKPPLPP?31PL2710',
      '9010140000071219812875?32Fundicion del Norte?33 S.A.',
      ':62F:C261102PLN2230,5',
      ':64:C261102PLN2230,5',
      '-}',
    );
    expect(statement).toMatchObject({
      format: 'mt940',
      account: { number: 'PL61109010140000071219812874', currency: 'PLN' },
      statementId: '00012',
      openingBalance: '1000.00',
      closingBalance: '2230.50',
      lineCount: 1,
      sum: '1230.50',
    });
    expect(statement?.lines[0]).toMatchObject({
      fileLine: 6,
      bookingDate: '2026-11-02',
      valueDate: '2026-11-02',
      amount: '1230.50',
      counterparty: { name: 'Fundicion del Norte S.A.', account: 'PL27109010140000071219812875' },
      endToEndId: 'E2E-77',
      bankReference: 'B123',
      transactionCode: '166',
      isReversal: false,
    });
    expect(statement?.lines[0]?.remittance.text).toContain('0600042 invoice October');
  });

  it.each([
    ['C', '10.00', false],
    ['D', '-10.00', false],
    ['RC', '-10.00', true],
    ['RD', '10.00', true],
    ['CR', '10.00', false],
    ['RCN', '-10.00', true],
  ])('reads mark %s as %s', (mark, amount, isReversal) => {
    const closing = amount.startsWith('-') ? '990,' : '1010,';
    const [statement] = read(...HEAD, `:61:261102${mark}10,NMSCREF//B`, `:62F:C261102PLN${closing}`);
    expect(statement?.lines[0]).toMatchObject({ amount, isReversal, endToEndId: 'REF' });
  });

  it.each([
    ['261231', '0102', '2027-01-02'],
    ['270102', '1231', '2026-12-31'],
    ['261102', '1103', '2026-11-03'],
  ])('puts value date %s and entry date %s in the nearest year: %s', (value, entry, bookingDate) => {
    const [statement] = read(...HEAD, `:61:${value}${entry}C1,NTRFX`, ':62F:C270110PLN1001,');
    expect(statement?.lines[0]?.bookingDate).toBe(bookingDate);
  });

  it.each<[string, string[], object]>([
    [
      'structured codes',
      [
        ':86:/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/Jansen BV/REMI/USTD//PL-2026-00042/EREF/E1',
      ],
      {
        counterparty: { name: 'Jansen BV', account: 'NL91ABNA0417164300' },
        remittance: { text: 'PL-2026-00042' },
        endToEndId: 'E1',
      },
    ],
    [
      'a structured reference',
      [':86:/CNTP/NL91ABNA0417164300/ABNANL2A/Jansen BV/Delft///REMI/STRD/CUR/RF37PL202600042/'],
      { counterparty: { name: 'Jansen BV' }, remittance: { references: ['RF37PL202600042'] } },
    ],
    [
      'a Polish split payment',
      [
        ':86:020<00PRZELEW PODZIELONY<20/VAT/230,00/IDC/5260000005<21/INV/FV/12/2026/TXT/sprezarki<27Nowak<28Spolka<38PL27109010140000071219812875',
      ],
      {
        counterparty: { name: 'Nowak Spolka', account: 'PL27109010140000071219812875' },
        remittance: {
          references: ['FV/12/2026'],
          splitPayment: { vat: '230.00', taxId: '5260000005', invoice: 'FV/12/2026', text: 'sprezarki' },
        },
      },
    ],
    [
      'Mexican plain text',
      [':86:SPEI RECIBIDO BANORTE', 'REF 1234567 ACEROS GARCIA', 'PAGO FACTURA MX-2026-00007'],
      { remittance: { text: 'SPEI RECIBIDO BANORTE REF 1234567 ACEROS GARCIA PAGO FACTURA MX-2026-00007' } },
    ],
    [
      'Indonesian plain text',
      [':86:TRSF E-BANKING CR 1104/FTSCY/WS95031', 'ID-2026-00007 PT SURYA BAJA'],
      { remittance: { text: 'TRSF E-BANKING CR 1104/FTSCY/WS95031 ID-2026-00007 PT SURYA BAJA' } },
    ],
    [
      'numbered subfields without a transaction code, with the keys of a collection',
      [':86:?20EREF+E2E-9 KREF+K9?21SVWZ+Bill 7 COAM+EUR2,50?22OAMT+USD110,?23ABWA+Payer GmbH?31-'],
      {
        transactionCode: 'NTRF',
        counterparty: { name: 'Payer GmbH', account: null },
        remittance: { text: 'Bill 7' },
        endToEndId: 'E2E-9',
        charges: '2.50',
        original: { amount: '110', currency: 'USD', rate: null },
      },
    ],
    [
      'the account of a collection within its text',
      [':86:020?20IBAN+DE02 1203?21SVWZ+Invoice 7'],
      { counterparty: { name: null, account: 'DE021203' }, remittance: { text: 'Invoice 7' } },
    ],
    [
      'subfields with the IBAN of a Polish bank, but no name',
      [':86:020<20Faktura 7<38PL27109010140000071219812875<63dopisek'],
      {
        counterparty: { name: null, account: 'PL27109010140000071219812875' },
        remittance: { text: 'Faktura 7 dopisek' },
      },
    ],
    [
      'a subfield that fills its length and continues in the next one',
      [':86:166?20Payment of the invoice PL-2?21026-00042'],
      { remittance: { text: 'Payment of the invoice PL-2026-00042' } },
    ],
    [
      'structured amounts, an ordering party, and the first of repeated texts',
      [':86:/ORDP/Payer/SA/IBAN/-/REMI/first/REMI/second/CHGS/EUR2,5/OCMT/USD110,00/'],
      {
        counterparty: { name: 'Payer SA', account: null },
        remittance: { text: 'first' },
        charges: '2.5',
        original: { amount: '110.00', currency: 'USD', rate: null },
      },
    ],
    [
      'structured codes without a text',
      [':86:/TRCD/100/BENM/Seller/CHGS/free'],
      {
        transactionCode: '100',
        counterparty: { name: 'Seller', account: null },
        remittance: { text: '', references: [] },
        charges: null,
        endToEndId: null,
      },
    ],
    ['no details', [], { remittance: { text: '' }, counterparty: { name: null, account: null } }],
  ])('reads %s', (_, details, expected) => {
    const [statement] = read(...HEAD, ':61:261102C10,NTRFNONREF', ...details, ':62F:C261102PLN1010,');
    expect(statement?.lines[0]).toMatchObject(expected);
  });

  it('has its information in field 61 at some banks, and describes itself after the closing balance', () => {
    const [statement] = read(
      ...HEAD,
      ':61:261102C10,NTRFREF1//B1',
      'FV/12/2026',
      'Nowak',
      ':62F:C261102PLN1010,',
      ':86:for the account owner',
    );
    expect(statement?.lines).toMatchObject([
      { remittance: { text: 'FV/12/2026 Nowak' }, endToEndId: 'REF1', bankReference: 'B1' },
    ]);
  });

  it('continues on pages, and follows others in one file', () => {
    const statements = read(
      ...HEAD,
      ':61:261102C10,NTRFX',
      ':62M:C261102PLN1010,',
      '-',
      ':20:S1',
      ':25:PL61109010140000071219812874',
      ':28C:00012/002',
      ':60M:C261102PLN1010,',
      ':61:261102C10,NTRFX',
      ':62F:C261102PLN1020,',
      '-',
      ':20:S2',
      ':25:10020030/1234567',
      ':28C:7',
      ':60F:D261031EUR5,',
      ':62F:D261031EUR5,',
    );
    expect(statements.map(({ account, sum }) => [account.number, sum])).toEqual([
      ['PL61109010140000071219812874', '10.00'],
      ['PL61109010140000071219812874', '10.00'],
      ['100200301234567', '0.00'],
    ]);
    const [first, second] = statements.flatMap(({ lines }) => lines);
    expect(first?.identity).not.toBe(second?.identity);
  });

  it('is an interim report without balances, with checked totals', () => {
    const report = [
      ':20:I1',
      ':25:123456',
      ':28C:1/1',
      ':34F:IDR0,',
      ':13D:2611021200+0700',
      ':61:261102C1500000,NTRFX',
    ];
    const [statement] = read(...report, ':61:261102ED7,NTRFX', ':90D:0IDR0,', ':90C:1IDR1500000,');
    expect(statement).toMatchObject({
      format: 'mt942',
      openingBalance: null,
      closingBalance: null,
      sum: '1500000.00',
    });
    expect(statement?.lines).toHaveLength(1);
    expect(codeOf([...report, ':90C:2IDR1500000,'])).toEqual(['total_differs', 7]);
    expect(codeOf([...report, ':90C:1IDR1500001,'])).toEqual(['total_differs', 7]);
    expect(codeOf([...report, ':90C:one'])).toEqual(['value_invalid', 7]);
  });

  it('is an interim report with a floor for debits and another for credits', () => {
    const report = [':20:I1', ':25:123456', ':28C:1/1', ':34F:EURD5,', ':34F:EURC9,'];
    expect(read(...report, ':61:261102D7,NTRFX')).toMatchObject([
      { format: 'mt942', account: { number: '123456', currency: 'EUR' }, sum: '-7.00' },
    ]);
    expect(codeOf([...report.slice(0, 3), ':34F:5,EUR'])).toEqual(['value_invalid', 4]);
    expect(codeOf([':20:I1', ':28C:1/1', ':34F:EUR0,'])).toEqual(['field_missing', 3]);
  });

  it.each<[string, string[], string, number | undefined]>([
    [
      'a balance that does not add up',
      [...HEAD, ':61:261102C10,NTRFX', ':62F:C261102PLN1011,'],
      'balance_differs',
      6,
    ],
    ['a cut file', [...HEAD, ':61:261102C10,NTRFX'], 'incomplete', 5],
    ['a file cut before the balance', HEAD.slice(0, 3), 'incomplete', 3],
    ['a wrong IBAN', [':20:S', ':25:PL61109010140000071219812875'], 'account_invalid', 2],
    ['an unknown currency', [...HEAD.slice(0, 3), ':60F:C261031XQZ1,'], 'currency_unknown', 4],
    ['a date that does not exist', [...HEAD, ':61:261131C10,NTRFX'], 'value_invalid', 5],
    ['an amount with a point', [...HEAD, ':61:261102C10.00NTRFX'], 'value_invalid', 5],
    ['no account', [':20:S', ':28C:1', ':60F:C261031PLN1,'], 'field_missing', 3],
    ['a line before the balance', [...HEAD.slice(0, 3), ':61:261102C10,NTRFX'], 'field_missing', 4],
    ['a closing balance alone', [...HEAD.slice(0, 3), ':62F:C261031PLN1,'], 'field_missing', 4],
    ['two opening balances', [...HEAD, ':60F:C261031PLN1000,'], 'incomplete', 5],
    ['a balance in another currency', [...HEAD, ':62F:C261031EUR1000,'], 'value_invalid', 5],
    ['an unreadable balance', [...HEAD, ':62F:PLN1000,'], 'value_invalid', 5],
    ['no account number', [':20:S', ':25:/', ':60F:C261031PLN1,'], 'field_missing', 2],
    ['an amount with six decimals', [...HEAD, ':61:261102C10,123456NTRFX'], 'value_invalid', 5],
    ['an endless line before others', [...HEAD, `:86:${'x'.repeat(5000)}`, ':62F:'], 'too_complex', 5],
    ['another file', ['Data;Kwota'], 'format_unknown', undefined],
    ['an endless line', [...HEAD, `:86:${'x'.repeat(5000)}`], 'too_complex', 5],
    [
      'an endless field',
      [...HEAD, ':61:261102C10,NTRFX', ':86:', ...new Array<string>(300).fill('x')],
      'too_complex',
      206,
    ],
  ])('is refused with %s', (_, lines, code, line) => {
    expect(codeOf(lines)).toEqual([code, line]);
  });

  it('is refused with a quote of what is wrong, cut to sixty characters', () => {
    try {
      read(...HEAD, `:62F:${'y'.repeat(80)}`);
    } catch (error) {
      expect(error).toMatchObject({ params: { line: 5, field: '62F', value: `${'y'.repeat(60)}…` } });
    }
    expect.assertions(1);
  });

  it('reads the same, however the file is divided', () => {
    const text = [
      ...HEAD,
      ':61:261102C10,NTRFX//B',
      ':86:text',
      'more',
      ':62F:C261102PLN1010,',
      '-',
      '',
    ].join('\r\n');
    const whole = readStatements(mt940Reader(), text);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: text.length }), (at) => {
        const reader = mt940Reader();
        const parts = [...reader.write(text.slice(0, at)), ...reader.write(text.slice(at)), ...reader.end()];
        expect(parts.filter(({ kind }) => kind === 'line')).toEqual(
          whole[0]?.lines.map((line) => ({ kind: 'line', line })),
        );
      }),
    );
  });
});
