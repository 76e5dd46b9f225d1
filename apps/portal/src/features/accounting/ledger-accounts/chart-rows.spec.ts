import type { LedgerAccount, MissingAccount } from '../../../api/types.js';
import { ACCOUNT_CLASSES, chartRows } from './chart-rows.js';

const missing = (
  account: MissingAccount['account'],
  revenueClass: string | null = null,
  legalEntityId = 'le-1',
): MissingAccount => ({ legalEntityId, account, revenueClass, taxCategory: null, taxPercent: null });
const numbered = (number: string, of: MissingAccount): LedgerAccount => ({
  ...of,
  id: number,
  number,
  name: number,
  changedAt: '2026-11-25T08:00:00Z',
  version: 1,
});
const figures = (...of: Parameters<typeof chartRows>) =>
  chartRows(...of).map(({ account, revenueClass, ledgerAccount }) => [
    account,
    revenueClass,
    ledgerAccount?.number,
  ]);

it('lists classes in the order of a chart of accounts, with the whole class before its parts', () => {
  expect(
    figures(
      'le-1',
      [numbered('8200', missing('revenue', 'usage')), numbered('8000', missing('revenue'))],
      [missing('rounding'), missing('revenue', 'base'), missing('receivable')],
    ),
  ).toEqual([
    ['receivable', null, undefined],
    ['revenue', null, '8000'],
    ['revenue', 'base', undefined],
    ['revenue', 'usage', '8200'],
    ['rounding', null, undefined],
  ]);
});

it('says which classes have a single row', () => {
  const of = (accounts: readonly LedgerAccount[], lacking: readonly MissingAccount[]) =>
    chartRows('le-1', accounts, lacking).map(({ account, isOnlyRow }) => [account, isOnlyRow]);
  const whole = numbered('8000', missing('revenue'));
  const elsewhere = numbered('8200', missing('revenue', 'usage', 'le-2'));
  expect(of([whole, elsewhere], [missing('bank')])).toEqual([
    ['bank', true],
    ['revenue', true],
  ]);
  expect(of([whole, numbered('8200', missing('revenue', 'usage'))], [])).toEqual([
    ['revenue', false],
    ['revenue', false],
  ]);
});

it('lists only the accounts of the legal entity', () => {
  expect(figures('le-2', [numbered('1400', missing('receivable'))], [missing('bank', null, 'le-2')])).toEqual(
    [['bank', null, undefined]],
  );
});

it('has different keys for all rows', () => {
  const rows = chartRows(
    'le-1',
    [numbered('1', missing('bank'))],
    [missing('revenue', 'base'), missing('revenue', 'fee')],
  );
  expect(new Set(rows.map(({ key }) => key)).size).toBe(3);
});

it('knows each class once', () => {
  expect(new Set(ACCOUNT_CLASSES).size).toBe(ACCOUNT_CLASSES.length);
});
