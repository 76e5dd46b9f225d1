import { DATEV_COLUMNS } from './datev-columns.js';
import {
  findDatevNumberFaults,
  findFiscalYearFaults,
  fiscalYearStart,
  missingAccountFaults,
} from './datev-faults.js';
import { type DatevBooking, fitsDatev, writeDatevBooking, writeDatevHead } from './datev-file.js';

// The first and last columns of bookings in DATEV's sample file, to show which fields are quoted. The 40 columns
// between them are texts.
const SAMPLE_START =
  '64083;"S";"";;;"";4400;85;"";3101;"";"";;"Normalabschreibung Gebäude";;"";;;;"";"";"";"";"";"";"";"";"";"";"";"";"";"";"";"";"";"50";"";;"";;"";;;;;';
const SAMPLE_END =
  ';;;"";2012;;1;"Projekt 4711";"AG";3;"";;;8070;"WK";"";;"";;"";;"";"";;"";;0;;;;"";;"";"";;"";;';

const BOOKING: DatevBooking = {
  number: '8400',
  contraNumber: '1400',
  currency: 'EUR',
  booksCurrency: 'EUR',
  amountMinor: -100_000n,
  booksAmountMinor: -100_000n,
  postingDate: '2026-11-05',
  reference: 'DE-2026-00042',
  text: 'Müller "Druckluft" GmbH',
};
const rowOf = (change: Partial<DatevBooking> = {}): Record<string, string> => {
  const fields = writeDatevBooking({ ...BOOKING, ...change })
    .trimEnd()
    .split(';');
  expect(fields).toHaveLength(125);
  return Object.fromEntries(DATEV_COLUMNS.map(([name], index) => [name, fields[index]!]));
};

it('has the columns of the format, and quotes the same ones as the sample', () => {
  expect(DATEV_COLUMNS).toHaveLength(125);
  const kinds = DATEV_COLUMNS.map(([, kind]) => kind);
  const kindsOf = (sample: string) =>
    sample.split(';').map((field) => (field.startsWith('"') ? 'text' : 'value'));
  expect(kinds.slice(0, 47)).toEqual(kindsOf(SAMPLE_START));
  expect(kinds.slice(47, 87)).toEqual(Array.from({ length: 40 }, () => 'text'));
  expect(kinds.slice(87)).toEqual(kindsOf(SAMPLE_END));
  expect(DATEV_COLUMNS[113]?.[0]).toBe('Festschreibung');
  expect(DATEV_COLUMNS.at(-1)?.[0]).toBe('Abw. Skontokonto');
});

it('writes a header with 31 fields, and the column names', () => {
  const head = writeDatevHead({
    consultantNumber: 29098,
    clientNumber: 55003,
    accountLength: 4,
    fiscalYearStart: '2026-01-01',
    from: '2026-11-01',
    to: '2026-11-30',
    booksCurrency: 'EUR',
    createdAt: '2026-12-01T08:09:10.123Z',
  });
  const [first, second, end] = head.split('\r\n');
  expect(first).toBe(
    '"EXTF";700;21;"Buchungsstapel";13;20261201080910123;;"";"";"";29098;55003;20260101;4;20261101;20261130;"Dutycycle";"";1;0;0;"EUR";;"";;;"";;;"";""',
  );
  expect(first?.split(';')).toHaveLength(31);
  expect(second?.split(';')).toHaveLength(125);
  expect(second).toMatch(/^Umsatz \(ohne Soll\/Haben-Kz\);Soll\/Haben-Kennzeichen;WKZ Umsatz;/);
  expect(end).toBe('');
});

it('writes a booking in the accounting currency', () => {
  expect(rowOf()).toMatchObject({
    'Umsatz (ohne Soll/Haben-Kz)': '1000,00',
    'Soll/Haben-Kennzeichen': '"H"',
    'WKZ Umsatz': '""',
    Kurs: '',
    Konto: '8400',
    'Gegenkonto (ohne BU-Schlüssel)': '1400',
    Belegdatum: '0511',
    'Belegfeld 1': '"DE-2026-00042"',
    Buchungstext: '"Müller ""Druckluft"" GmbH"',
  });
});

it('writes amount, rate and value of another currency', () => {
  expect(rowOf({ currency: 'PLN', amountMinor: 42_600n, booksAmountMinor: 10_000n })).toMatchObject({
    'Umsatz (ohne Soll/Haben-Kz)': '426,00',
    'Soll/Haben-Kennzeichen': '"S"',
    'WKZ Umsatz': '"PLN"',
    Kurs: '4,260000',
    'Basis-Umsatz': '100,00',
    'WKZ Basis-Umsatz': '"EUR"',
  });
});

it.each<[string, Partial<DatevBooking>]>([
  ['the rate is below 1', { currency: 'GBP', amountMinor: 8_500n, booksAmountMinor: 10_000n }],
  ['the rate has five digits', { currency: 'IDR', amountMinor: 180_000_000n, booksAmountMinor: 10_000n }],
  ['the currency has three decimals', { currency: 'KWD', amountMinor: 350_000n, booksAmountMinor: 10_000n }],
  ['there is only a value', { currency: 'USD', amountMinor: 0n, booksAmountMinor: 10_000n }],
])('writes only the value if %s', (_, change) => {
  expect(rowOf(change)).toMatchObject({
    'Umsatz (ohne Soll/Haben-Kz)': '100,00',
    'WKZ Umsatz': '""',
    Kurs: '',
    'Basis-Umsatz': '',
  });
});

it('omits a booking without a value', () => {
  expect(writeDatevBooking({ ...BOOKING, currency: 'IDR', amountMinor: 5n, booksAmountMinor: 0n })).toBe('');
});

it.each([
  [999_999_999_999n, 'EUR', true],
  [-1_000_000_000_000n, 'EUR', false],
  [1n, 'KWD', false],
])('says whether %s in %s fits: %s', (minor, currency, fits) => {
  expect(fitsDatev(minor, currency)).toBe(fits);
});

it.each([
  ['2026-11-05', 1, '2026-01-01'],
  ['2026-03-31', 4, '2025-04-01'],
  ['2026-04-01', 4, '2026-04-01'],
])('the fiscal year of %s with month %s starts on %s', (day, month, start) => {
  expect(fiscalYearStart(day, month)).toBe(start);
});

it('refuses a period in two fiscal years', () => {
  expect(findFiscalYearFaults({ from: '2026-03-01', to: '2026-04-30' }, 4)).toHaveLength(1);
  expect(findFiscalYearFaults({ from: '2026-04-01', to: '2027-03-31' }, 4)).toEqual([]);
});

it.each([
  ['8400', 4, 0],
  ['10000', 4, 0],
  ['100000', 4, 1],
  ['84-00', 4, 1],
  ['A1', 4, 1],
  ['0000', 4, 1],
])('the number %s with account length %s has %s errors', (number, length, count) => {
  const account = {
    account: 'revenue' as const,
    revenueClass: null,
    taxCategory: null,
    taxPercent: null,
    number,
    name: 'x',
  };
  expect(findDatevNumberFaults([account, account], length)).toHaveLength(count);
});

it('names a missing account by its key alone, because amounts of a journal line can’t be written as JSON', () => {
  const key = { account: 'revenue', revenueClass: 'fee', taxCategory: null, taxPercent: null } as const;
  expect(missingAccountFaults([{ ...key, amountMinor: 1n } as typeof key])).toEqual([
    { pointer: '/accounts', code: 'receivables.account_number_missing', params: key },
  ]);
});
