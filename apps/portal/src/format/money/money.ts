import { formatNumber } from '../number.js';

/** Currencies with a minor unit other than a hundredth (ISO 4217, list one), as defined by the server. */
const DECIMALS: ReadonlyMap<string, number> = new Map(
  (
    [
      [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
      [3, 'BHD IQD JOD KWD LYD OMR TND'],
      [4, 'CLF UYW'],
    ] as const
  ).flatMap(([decimals, currencies]) =>
    currencies.split(' ').map((currency): [string, number] => [currency, decimals]),
  ),
);

/** Number of decimals of a currency's minor unit in the product. */
export function currencyDecimals(currency: string): number {
  return DECIMALS.get(currency) ?? 2;
}

/** Moves the decimal point of integer minor units without using floats: `("98604", "PLN")` gives `986.04`. */
export function minorToDecimal(minor: string, currency: string): string {
  const decimals = currencyDecimals(currency);
  const negative = minor.startsWith('-');
  const digits = (negative ? minor.slice(1) : minor).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals);
  return `${negative ? '-' : ''}${whole}${decimals === 0 ? '' : `.${fraction}`}`;
}

/**
 * Converts an exact decimal to integer minor units without using floats: `("986.04", 2)` gives `98604n`. Further
 * decimals are truncated.
 */
export function decimalToMinor(decimal: string, decimals: number): bigint {
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const minor = BigInt(whole + fraction.padEnd(decimals, '0').slice(0, decimals));
  return negative ? -minor : minor;
}

/**
 * Formats an amount without its code, with exactly the currency's decimals, so that the amounts of a table have the same
 * decimals.
 */
export function formatAmount(amount: string, currency: string, locale: string): string {
  return formatNumber(amount, locale, currencyDecimals(currency));
}
