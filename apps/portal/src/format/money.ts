import { formatNumber } from './number.js';

/**
 * Decimals the product bills in. Indonesia's rupiah has two by ISO 4217 and none in practice: invoices and tax files
 * there carry whole rupiah.
 */
const DECIMALS: Readonly<Record<string, number>> = { IDR: 0, JPY: 0, KRW: 0, CLP: 0, VND: 0 };

/** Decimals of a currency's minor unit as the product counts it. */
export function currencyDecimals(currency: string): number {
  return DECIMALS[currency] ?? 2;
}

/** Moves the decimal point of integer minor units without ever being a float: `("98604", "PLN")` gives `986.04`. */
export function minorToDecimal(minor: string, currency: string): string {
  const decimals = currencyDecimals(currency);
  const negative = minor.startsWith('-');
  const digits = (negative ? minor.slice(1) : minor).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals);
  return `${negative ? '-' : ''}${whole}${decimals === 0 ? '' : `.${fraction}`}`;
}

/** The amount without its code, with exactly the decimals of the currency. */
export function formatAmount(amount: string, currency: string, locale: string): string {
  return formatNumber(amount, locale, currencyDecimals(currency));
}
