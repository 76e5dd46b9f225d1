import fc from 'fast-check';
import {
  type AccountKey,
  findLedgerAccount,
  findLedgerAccountFaults,
  findMissingAccounts,
  type NumberedAccount,
  serializeAccountKey,
} from './chart-of-accounts.js';

const key = (account: AccountKey['account'], parts: Partial<AccountKey> = {}): AccountKey => ({
  account,
  revenueClass: null,
  taxCategory: null,
  taxPercent: null,
  ...parts,
});
const revenue = (revenueClass: string): AccountKey => key('revenue', { revenueClass });
const tax = (taxCategory: string | null, taxPercent: string | null): AccountKey =>
  key('tax_payable', { taxCategory, taxPercent });
const numbered = (number: string, of: AccountKey): NumberedAccount => ({ ...of, number, name: number });

const CHART = [
  numbered('1400', key('receivable')),
  numbered('8000', key('revenue')),
  numbered('8100', revenue('base')),
  numbered('1700', key('tax_payable')),
  numbered('1770', tax('standard', null)),
  numbered('1776', tax('standard', '19')),
];

describe('the account of a journal line', () => {
  it.each([
    [key('receivable'), '1400'],
    [revenue('base'), '8100'],
    [revenue('usage'), '8000'],
    [tax('standard', '19.00'), '1776'],
    [tax('standard', '7'), '1770'],
    [tax('exempt', '0'), '1700'],
    [tax(null, null), '1700'],
    [key('bank'), undefined],
  ])('of %j is %s', (line, number) => {
    expect(findLedgerAccount(CHART, line)?.number).toBe(number);
    expect(findLedgerAccount(CHART.toReversed(), line)?.number).toBe(number);
  });
});

describe('missing accounts', () => {
  it.each<[string, readonly AccountKey[], readonly AccountKey[], readonly AccountKey[]]>([
    ['nothing is used', [], [], []],
    ['everything has a number', CHART, [revenue('usage'), tax('standard', '7')], []],
    [
      'a class has no number',
      [],
      [revenue('usage'), key('bank'), revenue('base')],
      [key('revenue'), key('bank')],
    ],
    ['a part has no number', [revenue('base')], [revenue('base'), revenue('usage')], [revenue('usage')]],
    [
      'a rate has no number',
      [tax('standard', '19')],
      [tax('standard', '7'), tax('standard', '7.0'), tax('exempt', '0')],
      [tax('standard', '7.0'), tax('exempt', '0')],
    ],
  ])('if %s', (_, chart, used, missing) => {
    expect(findMissingAccounts(chart, used)).toEqual(missing);
  });
});

describe('errors of an account', () => {
  it.each<[Partial<NumberedAccount>, readonly [string, string][]]>([
    [{}, []],
    [{ number: 'A.1-2' }, []],
    [{ number: '123456789012' }, []],
    [{ number: '1234567890123' }, [['/number', 'billing.account_number_malformed']]],
    [{ number: '' }, [['/number', 'billing.account_number_malformed']]],
    [{ number: '8 400' }, [['/number', 'billing.account_number_malformed']]],
    [{ number: '=8400' }, [['/number', 'billing.account_number_malformed']]],
    [{ name: '' }, [['/name', 'billing.account_name_missing']]],
    [{ revenueClass: 'base' }, []],
    [{ account: 'bank', revenueClass: 'base' }, [['/revenueClass', 'billing.revenue_class_not_of_account']]],
    [{ taxCategory: 'standard' }, [['/taxCategory', 'billing.tax_category_not_of_account']]],
    [{ account: 'tax_payable', taxPercent: '19' }, [['/taxCategory', 'billing.tax_category_missing']]],
    [
      { account: 'tax_payable', taxCategory: 'standard', taxPercent: '100' },
      [['/taxPercent', 'billing.percent_too_high']],
    ],
  ])('of %j are %j', (changes, faults) => {
    const account = { ...numbered('8400', key('revenue')), ...changes };
    expect(findLedgerAccountFaults(account).map(({ pointer, code }) => [pointer, code])).toEqual(faults);
  });
});

describe('of any chart and journal', () => {
  const optional = (...values: string[]) => fc.constantFrom(null, ...values);
  const anyKey: fc.Arbitrary<AccountKey> = fc.oneof(
    fc.constantFrom(key('receivable'), key('bank')),
    optional('base', 'usage', 'fee').map((revenueClass) => key('revenue', { revenueClass })),
    fc
      .tuple(optional('standard', 'exempt'), optional('0', '7', '19', '19.0'))
      .map(([category, percent]) => tax(category, category === null ? null : percent)),
  );
  const chart = fc.uniqueArray(anyKey, { selector: serializeAccountKey });
  const percent = fc.constantFrom('0', '7', '19', '19.0');
  const line: fc.Arbitrary<AccountKey> = fc.oneof(
    fc.constantFrom(key('receivable'), key('bank')),
    fc.constantFrom('base', 'usage', 'fee').map(revenue),
    fc.tuple(fc.constantFrom('standard', 'exempt'), percent).map(([category, rate]) => tax(category, rate)),
  );
  const journal = fc.array(line);

  it('every line has an account or is missing, and never both', () => {
    fc.assert(
      fc.property(chart, journal, (accounts, used) => {
        const missing = findMissingAccounts(accounts, used);
        for (const one of used)
          expect(findLedgerAccount(accounts, one) === undefined).toBe(
            findLedgerAccount(missing, one) !== undefined,
          );
      }),
    );
  });

  it('adding the missing accounts completes the chart and changes the account of no line that had one', () => {
    fc.assert(
      fc.property(chart, journal, (accounts, used) => {
        const missing = findMissingAccounts(accounts, used);
        const complete = [...accounts, ...missing];
        expect(findMissingAccounts(complete, used)).toEqual([]);
        for (const one of used) {
          const before = findLedgerAccount(accounts, one);
          if (before !== undefined) expect(findLedgerAccount(complete, one)).toEqual(before);
        }
      }),
    );
  });

  it('the account does not depend on the order of the chart', () => {
    fc.assert(
      fc.property(chart, line, (accounts, one) => {
        expect(findLedgerAccount(accounts.toReversed(), one)).toEqual(findLedgerAccount(accounts, one));
      }),
    );
  });
});
