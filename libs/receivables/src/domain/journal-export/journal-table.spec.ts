import type { NumberedAccount } from '#invoicing/domain';
import { JOURNAL_COLUMNS, type JournalLine, toJournalRow } from './journal-table.js';

const LINE: JournalLine = {
  entryId: 'e-1',
  position: 2,
  postingDate: '2026-11-20',
  sourceKind: 'document',
  document: 'PL-1',
  payment: '',
  customer: '=Customer',
  account: 'revenue',
  revenueClass: 'base',
  taxCategory: null,
  taxPercent: null,
  currency: 'USD',
  booksCurrency: 'EUR',
  amountMinor: -10_000n,
  booksAmountMinor: -9_200n,
};
const CHART: readonly NumberedAccount[] = [
  {
    account: 'revenue',
    revenueClass: null,
    taxCategory: null,
    taxPercent: null,
    number: '0840',
    name: 'Revenue',
  },
];
const rowOf = (change: Partial<JournalLine> = {}, chart = CHART) =>
  Object.fromEntries(
    toJournalRow(chart, { ...LINE, ...change }).map((value, index) => [JOURNAL_COLUMNS[index]!, value]),
  );

it('has a value for each column', () => {
  expect(rowOf()).toEqual({
    entry: 'e-1',
    line: 2,
    posting_date: '2026-11-20',
    source: 'document',
    document: 'PL-1',
    payment: '',
    account: '0840',
    class: 'revenue',
    revenue_class: 'base',
    name: 'Revenue',
    debit: null,
    credit: '100.00',
    currency: 'USD',
    accounting_amount: '-92.00',
    accounting_currency: 'EUR',
    tax_category: null,
    tax_percent: null,
    customer: '=Customer',
  });
});

it.each([
  [10_000n, '100.00', null],
  [-10_000n, null, '100.00'],
  [0n, null, null],
])('shows %s as debit %s and credit %s', (amountMinor, debit, credit) => {
  expect(rowOf({ amountMinor })).toMatchObject({ debit, credit });
});

it('has no account number and name if the chart has none', () => {
  expect(rowOf({}, [])).toMatchObject({ account: null, name: null, class: 'revenue' });
});
