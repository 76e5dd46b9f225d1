import { isDate } from '#contracts/domain';
import { findIbanFault, ibanCountryOf } from '#organization/domain';
import { DomainError, Exact, minorDecimals } from '#platform/domain';
import { compact } from '../compact.js';
import { isKnownCurrency } from './currencies.js';

/** Maximum length of a value that an error quotes. */
const MAX_QUOTE = 60;
/** Digits before and after the decimal point (ISO 20022 allows 18 in total, of which 5 decimals). */
const DECIMAL = /^[+-]?\d{1,18}(?:\.\d{1,5})?$/;

/** @throws DomainError receivables.statement_value_invalid */
export function rejectValue(line: number, field: string, value: string): never {
  const quote = value.length > MAX_QUOTE ? `${value.slice(0, MAX_QUOTE)}…` : value;
  throw new DomainError('receivables.statement_value_invalid', { line, field, value: quote });
}

/** @throws DomainError receivables.statement_field_missing */
export function rejectMissing(line: number, field: string): never {
  throw new DomainError('receivables.statement_field_missing', { line, field });
}

/** @throws DomainError receivables.statement_incomplete */
export function rejectIncomplete(line: number): never {
  throw new DomainError('receivables.statement_incomplete', { line });
}

/**
 * Returns a decimal with the decimals of its currency, or more if the value has more, so that equal amounts have equal
 * texts in every format. Minus zero becomes zero.
 * @param value with a decimal point
 */
export function amountIn(value: string, currency: string, line: number, field: string): string {
  if (!DECIMAL.test(value)) rejectValue(line, field, value);
  const exact = new Exact(value);
  return (exact.isZero() ? new Exact(0) : exact).toFixed(
    Math.max(minorDecimals(currency), exact.decimalPlaces()),
  );
}

/** @throws DomainError receivables.statement_currency_unknown */
export function currencyIn(value: string, line: number): string {
  if (!isKnownCurrency(value))
    throw new DomainError('receivables.statement_currency_unknown', {
      line,
      currency: value.slice(0, MAX_QUOTE),
    });
  return value;
}

/** Returns a date `yyyy-MM-dd` if it exists in the calendar. */
export function dateIn(value: string, line: number, field: string): string {
  if (!isDate(value)) rejectValue(line, field, value);
  return value;
}

/** Returns an account number without spaces, in capitals; an IBAN must have the right length and check digits. */
export function ownAccountIn(value: string, line: number): string {
  const account = compact(value);
  if (ibanCountryOf(account) !== null && findIbanFault(account) !== null)
    throw new DomainError('receivables.statement_account_invalid', { line, account });
  return account;
}

/** Returns a text on one line; null if it is empty or the usual placeholder for an absent reference. */
export function presentText(value: string | null | undefined): string | null {
  const text = (value ?? '').replaceAll(/\s+/g, ' ').trim();
  return text === '' || /^(NOTPROVIDED|NOT PROVIDED|NONREF)$/i.test(text) ? null : text;
}
