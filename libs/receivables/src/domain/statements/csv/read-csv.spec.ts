import { DomainError } from '#platform/domain';
import { readStatements, type Statement } from '../statement.js';
import type { ColumnMap } from './column-map.js';
import { csvReader } from './read-csv.js';

const MAP: ColumnMap = {
  columns: { bookingDate: 'Date', amount: 'Amount', text: ['Text', 'More'], name: 'Name' },
  delimiter: ';',
  decimal: ',',
  dateFormat: 'dd.MM.yyyy',
  skippedRows: 0,
  hasHeaders: true,
  account: null,
  currency: 'EUR',
};

const read = (map: Partial<ColumnMap>, ...rows: string[]): Statement[] =>
  readStatements(csvReader({ ...MAP, ...map }), rows.join('\n'));

const amountsOf = (statements: readonly Statement[]): string[] =>
  statements.flatMap(({ lines }) => lines.map(({ amount }) => amount));

function faultOf(read: () => unknown): unknown[] {
  try {
    read();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { line, field, column } = error.params;
    return [
      error.code.replace('receivables.', ''),
      line ?? column,
      ...(error.code === 'receivables.statement_field_missing' ? [field] : []),
      ...error.fields.map(({ pointer }) => pointer),
    ];
  }
  return [];
}

describe('a CSV statement', () => {
  it('is read with a column map', () => {
    const [statement] = read(
      { skippedRows: 1 },
      'Bank of Examples;2026',
      'Date;Name;Amount;Text;More;Balance',
      '02.11.2026;"Nowak; Sp. z o.o.";"1 234,50";"RF37 PL20',
      '2600 042";October;9',
      '03.11.2026;Müller;-5;Fee;;9',
      '',
    );
    expect(statement).toMatchObject({ format: 'csv', lineCount: 2, sum: '1229.50', openingBalance: null });
    expect(statement?.lines).toMatchObject([
      {
        fileLine: 3,
        bookingDate: '2026-11-02',
        amount: '1234.50',
        counterparty: { name: 'Nowak; Sp. z o.o.' },
        remittance: { text: 'RF37 PL20 2600 042 October' },
      },
      { fileLine: 5, amount: '-5.00' },
    ]);
  });

  it.each([
    [',', '1.234.567,8', '1234567.80'],
    [',', "1'234,5", '1234.50'],
    [',', '1\u00A0234,5', '1234.50'],
    ['.', '1,234.5', '1234.50'],
    ['.', '12,34,567', null],
    [',', '1.23', null],
    ['.', '1.234,5', null],
    [',', '(12,00)', '-12.00'],
    [',', '12,00-', '-12.00'],
    [',', 'EUR 12,00', '12.00'],
    [',', '12,00 EUR', '12.00'],
    [',', '+ 12', '12.00'],
    [',', '-0,00', '0.00'],
    [',', 'n/a', null],
  ] as const)('with decimal %s reads %s as %s', (decimal, cell, amount) => {
    const rows = ['Date;Name;Amount;Text;More', `01.11.2026;;${cell};;`];
    if (amount === null)
      expect(faultOf(() => read({ decimal }, ...rows))).toEqual(['statement_value_invalid', 2]);
    else expect(amountsOf(read({ decimal }, ...rows))).toEqual([amount]);
  });

  it.each([
    ['d/M/yy', '3/1/26', '2026-01-03'],
    ['MM/dd/yyyy', '01/03/2026', '2026-01-03'],
    ['yyyy-MM-dd', '2026-01-03T10:00:00', '2026-01-03'],
    ['yyyyMMdd', '20260103', '2026-01-03'],
    ['dd.MM.yyyy', '30.02.2026', null],
    ['dd.MM.yyyy', '2026-01-03', null],
  ])('with date format %s reads %s as %s', (dateFormat, cell, date) => {
    const rows = ['Date;Name;Amount;Text;More', `${cell};;1;;`];
    if (date === null)
      expect(faultOf(() => read({ dateFormat }, ...rows))).toEqual(['statement_value_invalid', 2]);
    else expect(read({ dateFormat }, ...rows)[0]?.lines[0]?.bookingDate).toBe(date);
  });

  it('has separate columns for debits and credits, or a mark', () => {
    const sides = { columns: { bookingDate: 1, debit: 2, credit: 3 }, hasHeaders: false };
    expect(
      amountsOf(
        read(
          sides,
          '01.11.2026;5,00;',
          '01.11.2026;;7',
          '01.11.2026;-9;0,00',
          '01.11.2026;0,00;3',
          '01.11.2026;0,00;',
        ),
      ),
    ).toEqual(['-5.00', '7.00', '-9.00', '3.00', '0.00']);
    expect(faultOf(() => read(sides, '01.11.2026;;'))).toEqual(['statement_field_missing', 1, 'amount']);
    const marks = { columns: { bookingDate: 1, amount: 2, mark: 3 }, hasHeaders: false, debitMarks: ['DB'] };
    expect(amountsOf(read(marks, '01.11.2026;5;DB', '01.11.2026;5;CR'))).toEqual(['-5.00', '5.00']);
  });

  it('has all facts of a line in columns of their own', () => {
    const columns = {
      bookingDate: 1,
      valueDate: 2,
      amount: 3,
      reference: 4,
      charges: 5,
      counterpartyAccount: 6,
      endToEndId: 7,
      bankReference: 8,
      transactionCode: 9,
    };
    const [statement] = read(
      { columns, hasHeaders: false },
      '02.11.2026;03.11.2026;10;RF37 PL20;-1,50;de89 3704;E1;B1;TRF',
      ';;;;;;;;',
      '02.11.2026;;11',
    );
    expect(statement).toMatchObject({ lineCount: 2, sum: '21.00' });
    expect(statement?.lines).toMatchObject([
      {
        valueDate: '2026-11-03',
        remittance: { references: ['RF37 PL20'] },
        charges: '1.50',
        counterparty: { account: 'DE893704' },
        endToEndId: 'E1',
        bankReference: 'B1',
        transactionCode: 'TRF',
      },
      {
        fileLine: 3,
        valueDate: null,
        remittance: { references: [] },
        charges: null,
        counterparty: { account: null },
        endToEndId: null,
      },
    ]);
  });

  it('can have several accounts and currencies', () => {
    const columns = { bookingDate: 1, amount: 2, currency: 3, account: 4 };
    const statements = read(
      { columns, hasHeaders: false },
      '01.11.2026;5;EUR;A1',
      '01.11.2026;5;USD;A1',
      '01.11.2026;5;USD;A2',
    );
    expect(statements.map(({ account }) => account)).toEqual([
      { number: 'A1', currency: 'EUR' },
      { number: 'A1', currency: 'USD' },
      { number: 'A2', currency: 'USD' },
    ]);
  });

  it.each<[string, () => unknown, unknown[]]>([
    ['a missing column', () => read({}, 'Date;Amount'), ['statement_column_missing', 'Text']],
    [
      'an unknown currency',
      () => read({ currency: 'XQZ' }, 'Date;Name;Amount;Text;More', '01.11.2026;;1;;'),
      ['statement_currency_unknown', 2],
    ],
    [
      'an open quote',
      () => read({}, 'Date;Name;Amount;Text;More', '01.11.2026;;1;"x;'),
      ['statement_incomplete', 2],
    ],
    ['an empty file', () => read({}, ''), ['statement_format_unknown', undefined]],
    [
      'no date',
      () => read({}, 'Date;Name;Amount;Text;More', ';;1;;'),
      ['statement_field_missing', 2, 'bookingDate'],
    ],
    [
      'no amount',
      () => read({}, 'Date;Name;Amount;Text;More', '01.11.2026;;;;'),
      ['statement_field_missing', 2, 'amount'],
    ],
    [
      'no currency in its column',
      () =>
        read(
          { columns: { bookingDate: 1, amount: 2, currency: 3 }, hasHeaders: false, currency: null },
          '01.11.2026;1;',
        ),
      ['statement_currency_unknown', 1],
    ],
    [
      'an endless row',
      () => read({}, 'Date;Name;Amount;Text;More', `"${'x'.repeat(70_000)}`),
      ['statement_too_complex', 2],
    ],
    [
      'no amount column',
      () => read({ columns: { bookingDate: 1 }, hasHeaders: false }),
      ['column_map_invalid', undefined, '/columns/amount'],
    ],
    [
      'names without headers',
      () => read({ hasHeaders: false }),
      ['column_map_invalid', undefined, '/hasHeaders'],
    ],
    ['no currency', () => read({ currency: null }), ['column_map_invalid', undefined, '/currency']],
    [
      'a date format without a day',
      () => read({ dateFormat: 'MM.yyyy' }),
      ['column_map_invalid', undefined, '/dateFormat'],
    ],
    [
      'a mark without values',
      () => read({ columns: { bookingDate: 1, amount: 2, mark: 3 }, hasHeaders: false }),
      ['column_map_invalid', undefined, '/debitMarks'],
    ],
  ])('is refused with %s', (_, action, fault) => {
    expect(faultOf(action)).toEqual(fault);
  });
});
