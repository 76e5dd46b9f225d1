import { plusDays } from '#contracts/domain';
import type { DocumentKind } from './invoice-state.js';

/** Minimum number of digits. Leading zeros let numbers sort in the order of issue. */
const DIGITS = 5;
/** Code of a series in a seller's document numbers, placed between the prefix and the year. */
const SERIES_MARK: Readonly<Record<DocumentKind, string>> = {
  invoice: '',
  credit_note: 'CN-',
  correction: 'COR-',
};

/**
 * Returns the calendar year in which a seller's fiscal year began.
 * @param day `YYYY-MM-DD`
 * @param firstMonth 1 to 12
 */
export function fiscalYearOf(day: string, firstMonth: number): number {
  const year = Number(day.slice(0, 4));
  return Number(day.slice(5, 7)) >= firstMonth ? year : year - 1;
}

/**
 * Formats a number such as "PL-2026-00042"; for a credit note "PL-CN-2026-00007", for a positive correction
 * "PL-COR-2026-00003".
 */
export function documentNumber(
  prefix: string,
  kind: DocumentKind,
  fiscalYear: number,
  sequence: number,
): string {
  return `${prefix}-${SERIES_MARK[kind]}${fiscalYear}-${String(sequence).padStart(DIGITS, '0')}`;
}

/** Returns the due date of a document issued on a day. */
export function dueDay(issuedOn: string, paymentDays: number): string {
  return plusDays(issuedOn, paymentDays);
}

/** Returns the first day of the month that contains a day. */
export function accountingMonthOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** Returns the first day of the next month. */
export function nextAccountingMonth(month: string): string {
  const [year = 0, monthNumber = 0] = month.split('-').map(Number);
  return monthNumber === 12 ? `${year + 1}-01-01` : `${year}-${String(monthNumber + 1).padStart(2, '0')}-01`;
}

/**
 * Returns the issue date of a series' next document, which is never before the issue date of its last document, because
 * numbers follow the order of dates.
 * @param requestedDay the requested day; null for today
 * @param lastIssuedOn the last issue date of the series; null if it has no document yet
 * @returns null if the requested day is before the last document of the series
 */
export function issueDay(
  requestedDay: string | null,
  today: string,
  lastIssuedOn: string | null,
): string | null {
  if (requestedDay === null) return lastIssuedOn !== null && lastIssuedOn > today ? lastIssuedOn : today;
  return lastIssuedOn !== null && requestedDay < lastIssuedOn ? null : requestedDay;
}
