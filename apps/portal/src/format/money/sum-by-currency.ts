import { decimalToMinor } from './money.js';

interface Amount {
  /** Exact decimal in major units. */
  readonly amount: string;
  /** Currency code, ISO 4217. */
  readonly currency: string;
}

/** Adds exact decimals per currency as integers of the minor unit, without using floats. */
export function sumByCurrency(
  amounts: readonly Amount[],
  decimalsOf: (currency: string) => number,
): Map<string, string> {
  const sums = new Map<string, bigint>();
  for (const { amount, currency } of amounts) {
    sums.set(currency, (sums.get(currency) ?? 0n) + decimalToMinor(amount, decimalsOf(currency)));
  }
  return new Map([...sums].map(([currency, minor]) => [currency, fromMinor(minor, decimalsOf(currency))]));
}

function fromMinor(minor: bigint, decimals: number): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  const sign = minor < 0n ? '-' : '';
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
