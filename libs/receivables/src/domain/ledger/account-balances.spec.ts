import fc from 'fast-check';
import type { AccountKey, NumberedAccount } from '#invoicing/domain';
import { balancesByAccount, type JournalSum } from './account-balances.js';

const NONE = { revenueClass: null, taxCategory: null, taxPercent: null };
const sum = (
  account: AccountKey['account'],
  revenueClass: string | null,
  minor: bigint,
  currency = 'EUR',
): JournalSum => ({
  ...NONE,
  account,
  revenueClass,
  currency,
  balanceMinor: minor,
  booksBalanceMinor: minor,
});
const numbered = (revenueClass: string | null, number: string, name = number): NumberedAccount => ({
  ...NONE,
  account: 'revenue',
  revenueClass,
  number,
  name,
});
const figures = (chart: readonly NumberedAccount[], sums: readonly JournalSum[]) =>
  balancesByAccount(chart, sums).map(({ account, number, name, currency, balanceMinor }) => [
    account,
    number,
    name,
    currency,
    balanceMinor,
  ]);

const JOURNAL = [
  sum('receivable', null, 350n),
  sum('revenue', 'usage', -200n),
  sum('revenue', 'base', -150n),
];

it('adds the parts of a class that have no number', () => {
  expect(figures([], JOURNAL)).toEqual([
    ['receivable', null, null, 'EUR', 350n],
    ['revenue', null, null, 'EUR', -350n],
  ]);
});

it('separates parts with different numbers, sorted by number', () => {
  const chart = [numbered(null, '8400', 'Revenue'), numbered('base', '8100', 'Base fees')];
  expect(figures(chart, JOURNAL)).toEqual([
    ['receivable', null, null, 'EUR', 350n],
    ['revenue', '8100', 'Base fees', 'EUR', -150n],
    ['revenue', '8400', 'Revenue', 'EUR', -200n],
  ]);
});

it('adds parts with the same number and name, and separates currencies', () => {
  const chart = [numbered('usage', '8400'), numbered('base', '8400')];
  expect(figures(chart, [...JOURNAL, sum('revenue', 'base', -5n, 'USD')])).toEqual([
    ['receivable', null, null, 'EUR', 350n],
    ['revenue', '8400', '8400', 'EUR', -350n],
    ['revenue', '8400', '8400', 'USD', -5n],
  ]);
});

it('omits accounts without a balance, but keeps one with a balance in the accounting currency', () => {
  const sums = [sum('revenue', 'base', -150n), sum('revenue', 'usage', 150n)];
  expect(balancesByAccount([], sums)).toEqual([]);
  expect(balancesByAccount([], [{ ...sums[0]!, balanceMinor: 0n }])).toHaveLength(1);
});

it('keeps the total of the journal, whatever the chart', () => {
  const parts = fc.constantFrom<string | null>('base', 'usage', 'fee');
  const journal = fc.array(
    fc
      .tuple(parts, fc.bigInt({ min: -1000n, max: 1000n }))
      .map(([part, minor]) => sum('revenue', part, minor)),
  );
  const chart = fc.uniqueArray(
    fc
      .tuple(fc.constantFrom(null, 'base', 'usage'), fc.constantFrom('8100', '8400'))
      .map(([part, number]) => numbered(part, number)),
    { selector: ({ revenueClass }) => revenueClass },
  );
  fc.assert(
    fc.property(chart, journal, (accounts, sums) => {
      const total = (of: readonly { readonly balanceMinor: bigint }[]): bigint =>
        of.reduce((all, { balanceMinor }) => all + balanceMinor, 0n);
      expect(total(balancesByAccount(accounts, sums))).toBe(total(sums));
    }),
  );
});
