import { plusDays } from '#contracts/domain';
import type { DocumentKind } from './invoice-state.js';

/** Numbers are written with at least so many digits, so that they sort as they were given. */
const DIGITS = 5;
/** Between prefix and year of what is no invoice, so that the series of a seller are told apart. */
const MARK: Readonly<Record<DocumentKind, string>> = {
  invoice: '',
  credit_note: 'CN-',
  correction: 'COR-',
};

/**
 * The year in which a seller's fiscal year began.
 * @param day `YYYY-MM-DD`
 * @param firstMonth 1 to 12
 */
export function fiscalYearOf(day: string, firstMonth: number): number {
  const year = Number(day.slice(0, 4));
  return Number(day.slice(5, 7)) >= firstMonth ? year : year - 1;
}

/** "PL-2026-00042", of a credit note "PL-CN-2026-00007", of a correction upward "PL-COR-2026-00003". */
export function documentNumber(
  prefix: string,
  kind: DocumentKind,
  fiscalYear: number,
  sequence: number,
): string {
  return `${prefix}-${MARK[kind]}${fiscalYear}-${String(sequence).padStart(DIGITS, '0')}`;
}

/** The day by which a document issued on a day is to be paid. */
export function dueDay(issuedOn: string, paymentDays: number): string {
  return plusDays(issuedOn, paymentDays);
}

/** The first day of the month that a day lies in. */
export function monthOfBooks(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The first day of the month after. */
export function nextMonthOfBooks(month: string): string {
  const [year = 0, place = 0] = month.split('-').map(Number);
  return place === 12 ? `${year + 1}-01-01` : `${year}-${String(place + 1).padStart(2, '0')}-01`;
}

/**
 * The day on which a series takes its next document: never before its last one, because numbers run in the order of dates.
 * @param wanted what the issuer asked for; null for today
 * @param lastIssuedOn of the series; null where it has none yet
 * @returns null where the day that was asked for lies before the last one of the series
 */
export function issueDay(wanted: string | null, today: string, lastIssuedOn: string | null): string | null {
  if (wanted === null) return lastIssuedOn !== null && lastIssuedOn > today ? lastIssuedOn : today;
  return lastIssuedOn !== null && wanted < lastIssuedOn ? null : wanted;
}
