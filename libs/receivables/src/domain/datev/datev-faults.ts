import type { FieldFault } from '#platform/domain';
import { type AccountKey, fiscalYearOf, type NumberedAccount } from '#invoicing/domain';
import type { ExportPeriod } from '../journal-export/export-period.js';

/**
 * Returns the first day of the fiscal year of a day, `YYYY-MM-DD`.
 * @param firstMonth of fiscal years, 1 to 12
 */
export function fiscalYearStart(day: string, firstMonth: number): string {
  const year = String(fiscalYearOf(day, firstMonth)).padStart(4, '0');
  return `${year}-${String(firstMonth).padStart(2, '0')}-01`;
}

/**
 * Checks that a period lies within one fiscal year, because dates of bookings have no year. Returns errors by field.
 */
export function findFiscalYearFaults({ from, to }: ExportPeriod, firstMonth: number): FieldFault[] {
  return fiscalYearOf(from, firstMonth) === fiscalYearOf(to, firstMonth)
    ? []
    : [{ pointer: '/to', code: 'receivables.period_in_two_fiscal_years' }];
}

/** Returns an error for each part of the journal without an account number. */
export function missingAccountFaults(missing: readonly AccountKey[]): FieldFault[] {
  return missing.map(({ account, revenueClass, taxCategory, taxPercent }) => ({
    pointer: '/accounts',
    code: 'receivables.account_number_missing',
    params: { account, revenueClass, taxCategory, taxPercent },
  }));
}

/**
 * Returns an error for each number that is not an account number of DATEV: only digits, and at most one digit more than
 * the length of accounts, because personal accounts have one more digit.
 */
export function findDatevNumberFaults(
  accounts: readonly NumberedAccount[],
  accountLength: number,
): FieldFault[] {
  const numbers = new Set(accounts.map(({ number }) => number));
  return [...numbers]
    .filter((number) => !/^\d+$/.test(number) || Number(number) === 0 || number.length > accountLength + 1)
    .map((number) => ({
      pointer: '/accounts',
      code: 'receivables.datev_account_malformed',
      params: { number, max: accountLength + 1 },
    }));
}
