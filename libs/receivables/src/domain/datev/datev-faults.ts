import type { FieldFault } from '#platform/domain';
import type { AccountKey, NumberedAccount } from '#invoicing/domain';
import type { ExportPeriod } from '../journal-export/export-period.js';

/**
 * Returns the first day of the fiscal year of a day, `YYYY-MM-DD`.
 * @param firstMonth of fiscal years, 1 to 12
 */
export function fiscalYearStart(day: string, firstMonth: number): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return `${month >= firstMonth ? year : year - 1}-${String(firstMonth).padStart(2, '0')}-01`;
}

/** Dates of bookings have no year, so that a period within a fiscal year is needed. Returns errors by field. */
export function findFiscalYearFaults({ from, to }: ExportPeriod, firstMonth: number): FieldFault[] {
  return fiscalYearStart(from, firstMonth) === fiscalYearStart(to, firstMonth)
    ? []
    : [{ pointer: '/to', code: 'receivables.period_in_two_fiscal_years' }];
}

/** Names the parts of the journal without an account number. */
export function missingAccountFaults(missing: readonly AccountKey[]): FieldFault[] {
  return missing.map((key) => ({
    pointer: '/accounts',
    code: 'receivables.account_number_missing',
    params: { ...key },
  }));
}

/**
 * Returns an error for each number that is no account number of DATEV: digits, at most one more than the length of
 * accounts, which personal accounts have.
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
