import { Exact, type FieldFault } from '#platform/domain';
import type { Account } from './journal.js';

/** An account class of the journal, or the part of a class with a certain revenue class, tax category or tax rate. */
export interface AccountKey {
  readonly account: Account;
  /** For revenue. In a chart, null stands for all classes without a separate account. */
  readonly revenueClass: string | null;
  /** For payable tax. In a chart, null stands for all categories without a separate account. */
  readonly taxCategory: string | null;
  /** Decimal. In a chart, null stands for all rates of the category without a separate account. */
  readonly taxPercent: string | null;
}

/** An account of a legal entity's own chart of accounts. */
export interface NumberedAccount extends AccountKey {
  readonly number: string;
  readonly name: string;
}

const NUMBER = /^[0-9A-Za-z.-]{1,12}$/;

/**
 * Finds the account of a journal line. The most specific account applies: revenue with the revenue class before all
 * revenue, and tax with category and rate before tax with the category, before all taxes.
 */
export function findLedgerAccount<One extends AccountKey>(
  chart: readonly One[],
  line: AccountKey,
): One | undefined {
  let found: One | undefined;
  for (const one of chart)
    if (applies(one, line) && (found === undefined || specificity(one) > specificity(found))) found = one;
  return found;
}

/**
 * Returns the parts of the journal that have no account, without duplicates, in the order in which they are used. If no
 * part of a class has an account, the class is returned once, because one account for the whole class is enough.
 */
export function findMissingAccounts(
  chart: readonly AccountKey[],
  used: readonly AccountKey[],
): readonly AccountKey[] {
  const numbered = new Set(chart.map(({ account }) => account));
  const missing = used
    .filter((line) => findLedgerAccount(chart, line) === undefined)
    .map((line) => (numbered.has(line.account) ? line : wholeClass(line.account)));
  return [...new Map(missing.map((key) => [serializeAccountKey(key), key])).values()];
}

/** Returns a text that is equal only for equal keys. Rates with the same numeric value are equal. */
export function serializeAccountKey({ account, revenueClass, taxCategory, taxPercent }: AccountKey): string {
  const percent = taxPercent === null ? null : new Exact(taxPercent).toString();
  return JSON.stringify([account, revenueClass, taxCategory, percent]);
}

/** Validates an account and returns its errors by field. */
export function findLedgerAccountFaults(account: NumberedAccount): FieldFault[] {
  const { revenueClass, taxCategory, taxPercent } = account;
  const faults = findNumberFaults(account);
  if (revenueClass !== null && account.account !== 'revenue')
    faults.push({ pointer: '/revenueClass', code: 'billing.revenue_class_not_of_account' });
  if (taxCategory !== null && account.account !== 'tax_payable')
    faults.push({ pointer: '/taxCategory', code: 'billing.tax_category_not_of_account' });
  if (taxPercent !== null && taxCategory === null)
    faults.push({ pointer: '/taxCategory', code: 'billing.tax_category_missing' });
  if (taxPercent !== null && new Exact(taxPercent).gte(100))
    faults.push({ pointer: '/taxPercent', code: 'billing.percent_too_high' });
  return faults;
}

/** Validates the number and the name of an account, and returns errors by field. */
export function findNumberFaults({ number, name }: Pick<NumberedAccount, 'number' | 'name'>): FieldFault[] {
  return [
    ...(NUMBER.test(number) ? [] : [{ pointer: '/number', code: 'billing.account_number_malformed' }]),
    ...(name === '' ? [{ pointer: '/name', code: 'billing.account_name_missing' }] : []),
  ];
}

function wholeClass(account: Account): AccountKey {
  return { account, revenueClass: null, taxCategory: null, taxPercent: null };
}

function applies(one: AccountKey, line: AccountKey): boolean {
  return (
    one.account === line.account &&
    (one.revenueClass === null || one.revenueClass === line.revenueClass) &&
    (one.taxCategory === null || one.taxCategory === line.taxCategory) &&
    (one.taxPercent === null || (line.taxPercent !== null && new Exact(one.taxPercent).eq(line.taxPercent)))
  );
}

function specificity({ revenueClass, taxCategory, taxPercent }: AccountKey): number {
  return [revenueClass, taxCategory, taxPercent].filter((part) => part !== null).length;
}
