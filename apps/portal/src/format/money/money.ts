import { formatNumber } from '../number.js';

/** Currencies whose minor unit is not a hundredth (ISO 4217, list one), as the server counts them. */
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

/** Decimals of a currency's minor unit as the product counts it. */
export function currencyDecimals(currency: string): number {
  return DECIMALS.get(currency) ?? 2;
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

/** Currencies whose minor unit nobody writes when it is zero. */
const WRITTEN_WHOLE: ReadonlySet<string> = new Set(['IDR']);

/** The amount without its code, with exactly the decimals of the currency; the rupiah's sen only where there are any. */
export function formatAmount(amount: string, currency: string, locale: string): string {
  const isWhole = !/\.\d*[1-9]/.test(amount);
  return formatNumber(
    amount,
    locale,
    isWhole && WRITTEN_WHOLE.has(currency) ? 0 : currencyDecimals(currency),
  );
}
