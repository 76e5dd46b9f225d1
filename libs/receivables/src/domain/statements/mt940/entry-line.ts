import { amountIn, dateIn, presentText, rejectValue } from '../values.js';
import type { SwiftField } from './fields.js';

/** Field 61: a line of a statement. */
export interface EntryLine {
  readonly valueDate: string;
  readonly bookingDate: string;
  /** Signed; the sign of reversals is reversed. */
  readonly amount: string;
  readonly isReversal: boolean;
  /** False for an expected line, which is not booked yet. */
  readonly isBooked: boolean;
  readonly transactionCode: string;
  readonly customerReference: string | null;
  readonly bankReference: string | null;
  /** Supplementary details, such as the original amount. */
  readonly details: string;
}

/** Value date, entry date, mark, funds code, amount, transaction code, references. */
const ENTRY = /^(\d{6})(\d{4})?(RC|RD|EC|ED|C|D)([A-Z])?(\d{1,15}(?:,\d*)?)([A-Z][A-Z0-9]{3})(.*)$/;

/**
 * Reads field 61. A reversal of a credit (RC) takes money out of the account, and a reversal of a debit (RD) returns
 * it.
 */
export function readEntryLine({ lines, fileLine }: SwiftField, currency: string): EntryLine {
  const [first = '', ...others] = lines;
  const found = ENTRY.exec(first.trim());
  if (!found) rejectValue(fileLine, '61', first);
  const [, value = '', entry, mark = '', , amount = '', code = '', references = ''] = found;
  const valueDate = swiftDate(value, fileLine, '61');
  const isDebit = mark === 'D' || mark === 'RC' || mark === 'ED';
  const [customer = '', ...bank] = references.split('//');
  return {
    valueDate,
    bookingDate: entry === undefined ? valueDate : entryDate(entry, valueDate, fileLine),
    amount: swiftAmount(`${isDebit ? '-' : ''}${amount}`, currency, fileLine, '61'),
    isReversal: mark.startsWith('R'),
    isBooked: !mark.startsWith('E'),
    transactionCode: code,
    customerReference: presentText(customer),
    bankReference: presentText(bank.join('//')),
    details: others.join(' ').trim(),
  };
}

/** Reads a date `yyMMdd`; all years are in this century, because older statements can't be imported. */
export function swiftDate(text: string, fileLine: number, field: string): string {
  return dateIn(`20${text.slice(0, 2)}-${text.slice(2, 4)}-${text.slice(4, 6)}`, fileLine, field);
}

/** Reads an amount with a decimal comma, such as `1234,` or `-0,5`. */
export function swiftAmount(text: string, currency: string, fileLine: number, field: string): string {
  return amountIn(text.replace(/,$/, '').replace(',', '.'), currency, fileLine, field);
}

/** The entry date has no year. The year that makes it closest to the value date is used. */
function entryDate(monthAndDay: string, valueDate: string, fileLine: number): string {
  const rest = `${monthAndDay.slice(0, 2)}-${monthAndDay.slice(2)}`;
  const year = Number(valueDate.slice(0, 4));
  const months = Number(monthAndDay.slice(0, 2)) - Number(valueDate.slice(5, 7));
  const nearest = months > 6 ? year - 1 : months < -6 ? year + 1 : year;
  return dateIn(`${String(nearest)}-${rest}`, fileLine, '61');
}
