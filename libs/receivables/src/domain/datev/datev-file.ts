import { Exact, fromMinor, minorDecimals, quoteCsvText } from '#platform/domain';
import { DATEV_COLUMNS } from './datev-columns.js';
import { toDatevNumber, toDatevText } from './datev-text.js';
import type { PairedAmount } from './split-entry.js';

/** Maximum number of bookings that DATEV imports from a file. */
export const MAX_DATEV_BOOKINGS = 99_999;

export interface DatevSettings {
  /** Number of the tax consultant, 1001 to 9999999. */
  readonly consultantNumber: number;
  /** Number of the legal entity at the consultant, 1 to 99999. */
  readonly clientNumber: number;
  /** Digits of account numbers without personal accounts, 4 to 8. */
  readonly accountLength: number;
}

export interface DatevBatch extends DatevSettings {
  /** `YYYY-MM-DD`. */
  readonly fiscalYearStart: string;
  readonly from: string;
  readonly to: string;
  readonly booksCurrency: string;
  /** Instant in ISO 8601, UTC. */
  readonly createdAt: string;
}

export interface DatevBooking extends PairedAmount {
  readonly booksCurrency: string;
  /** `YYYY-MM-DD`, within the fiscal year. */
  readonly postingDate: string;
  /** Number of the document, or reference of the payment. */
  readonly reference: string;
  readonly text: string;
}

/** Writes the header and the column names of a booking batch. The batch is not locked. */
export function writeDatevHead(batch: DatevBatch): string {
  const created = batch.createdAt.replaceAll(/\D/g, '').padEnd(17, '0').slice(0, 17);
  const fields = [
    quoteCsvText('EXTF'),
    '700',
    '21',
    quoteCsvText('Buchungsstapel'),
    '13',
    created,
    '',
    quoteCsvText(''),
    quoteCsvText(''),
    quoteCsvText(''),
    String(batch.consultantNumber),
    String(batch.clientNumber),
    compact(batch.fiscalYearStart),
    String(batch.accountLength),
    compact(batch.from),
    compact(batch.to),
    quoteCsvText('Dutycycle'),
    quoteCsvText(''),
    '1',
    '0',
    '0',
    quoteCsvText(batch.booksCurrency),
    '',
    quoteCsvText(''),
    '',
    '',
    quoteCsvText(''),
    '',
    '',
    quoteCsvText(''),
    quoteCsvText(''),
  ];
  return line(fields) + line(DATEV_COLUMNS.map(([name]) => name));
}

/**
 * Writes a booking. A booking in another currency contains its amount, the exchange rate and the value in the
 * accounting currency. If the format can't express them, it contains only the value. Returns an empty text for a
 * booking without a value.
 */
export function writeDatevBooking(booking: DatevBooking): string {
  const { booksAmountMinor, booksCurrency, number, contraNumber, postingDate, reference, text } = booking;
  if (booksAmountMinor === 0n) return '';
  const fields = new Map<string, string>([
    ['Umsatz (ohne Soll/Haben-Kz)', decimal(booksAmountMinor, booksCurrency)],
    ['Soll/Haben-Kennzeichen', booksAmountMinor > 0n ? 'S' : 'H'],
    ['Konto', number],
    ['Gegenkonto (ohne BU-Schlüssel)', contraNumber],
    ['Belegdatum', `${postingDate.slice(8)}${postingDate.slice(5, 7)}`],
    ['Belegfeld 1', toDatevNumber(reference)],
    ['Buchungstext', toDatevText(text, 60)],
    ...foreignFields(booking),
  ]);
  return line(
    DATEV_COLUMNS.map(([name, kind]) => {
      const value = fields.get(name) ?? '';
      return kind === 'text' ? quoteCsvText(value) : value;
    }),
  );
}

/** Returns whether an amount has at most ten digits before the decimal comma, and two after it. */
export function fitsDatev(minor: bigint, currency: string): boolean {
  return minorDecimals(currency) <= 2 && new Exact(fromMinor(minor, currency)).abs().lt('1e10');
}

/** Rates have at most four digits before the decimal comma, and are at least 1. */
function foreignFields(booking: DatevBooking): [string, string][] {
  const { amountMinor, booksAmountMinor, currency, booksCurrency } = booking;
  if (currency === booksCurrency || amountMinor > 0n !== booksAmountMinor > 0n) return [];
  if (!fitsDatev(amountMinor, currency)) return [];
  const value = fromMinor(booksAmountMinor, booksCurrency);
  const rate = new Exact(fromMinor(amountMinor, currency)).div(value).toFixed(6, Exact.ROUND_HALF_UP);
  if (!/^[1-9]\d{0,3}\.\d{6}$/.test(rate)) return [];
  return [
    ['Umsatz (ohne Soll/Haben-Kz)', decimal(amountMinor, currency)],
    ['WKZ Umsatz', currency],
    ['Kurs', rate.replace('.', ',')],
    ['Basis-Umsatz', decimal(booksAmountMinor, booksCurrency)],
    ['WKZ Basis-Umsatz', booksCurrency],
  ];
}

/** Formats the absolute value of an amount. */
function decimal(minor: bigint, currency: string): string {
  const amount = fromMinor(minor < 0n ? -minor : minor, currency);
  return new Exact(amount).toFixed(2).replace('.', ',');
}

const compact = (day: string): string => day.replaceAll('-', '');
const line = (fields: readonly string[]): string => `${fields.join(';')}\r\n`;
