import { Decimal } from 'decimal.js';

/**
 * Decimal that is precise enough for IDR amounts times eight-decimal unit prices, and never rounds the value of a
 * `numeric` column.
 */
export const Exact = Decimal.clone({ precision: 60, toExpNeg: -40, toExpPos: 60 });
export type Exact = Decimal;

/** Currencies with a minor unit other than a hundredth (ISO 4217, list one). */
const ISO_DECIMALS: ReadonlyMap<string, number> = new Map(
  (
    [
      [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
      [3, 'BHD IQD JOD KWD LYD OMR TND'],
      [4, 'CLF UYW'],
    ] as const
  ).flatMap(([decimals, currencies]) => currencies.split(' ').map((currency) => [currency, decimals])),
);

/**
 * Returns the number of decimals of booked amounts in a currency (ISO 4217). Taxes may be rounded differently,
 * depending on the tax regime.
 */
export function minorDecimals(currency: string): number {
  return ISO_DECIMALS.get(currency) ?? 2;
}

/** Rounds an exact amount in major units to minor units, half away from zero. Call it only once per line. */
export function toMinor(exact: Decimal.Value, currency: string): bigint {
  return BigInt(new Exact(exact).toFixed(minorDecimals(currency), Decimal.ROUND_HALF_UP).replace('.', ''));
}

/**
 * Formats an amount in minor units as a decimal string in major units, with all decimals of its currency ("986.04").
 */
export function fromMinor(minor: bigint, currency: string): string {
  const decimals = minorDecimals(currency);
  if (decimals === 0) return minor.toString();
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
