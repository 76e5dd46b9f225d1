const DECIMALS = 12;

/** Converts a decimal to exact units of 10^-12; further decimals are truncated. */
export function scaledDecimal(decimal: string): bigint {
  const isNegative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = decimal.replace(/^[-+]/, '').split('.');
  const value = BigInt(whole + fraction.padEnd(DECIMALS, '0').slice(0, DECIMALS));
  return isNegative ? -value : value;
}

/** Converts units of 10^-12 back to a decimal without trailing zeros. */
export function plainDecimal(scaled: bigint): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(DECIMALS + 1, '0');
  const text = `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`.replace(/\.?0+$/, '');
  return `${scaled < 0n ? '-' : ''}${text}`;
}

const ONE = 10n ** BigInt(DECIMALS);
const HUNDRED = 100n;

/** Returns true if a string is a decimal that these functions support. */
export const isDecimal = (text: string): boolean => /^[-+]?\d{1,15}(\.\d{1,10})?$/.test(text);

/** Returns 1 minus the sum of the decimals, exactly. */
export function remainderOfOne(decimals: readonly string[]): string {
  return plainDecimal(decimals.reduce((left, decimal) => left - scaledDecimal(decimal), ONE));
}

/** Converts a fraction to an exact percentage: `0.35` gives `35`. */
export const percentOfPart = (part: string): string => plainDecimal(scaledDecimal(part) * HUNDRED);

/** Converts a percentage to a fraction. An invalid number is returned unchanged for validation. */
export function partOfPercent(percent: string): string {
  return isDecimal(percent) ? plainDecimal(scaledDecimal(percent) / HUNDRED) : percent;
}

/** Converts a factor to the percentage of change: `1.05` gives `5`, `0.98` gives `-2`. */
export const percentOfFactor = (factor: string): string =>
  plainDecimal((scaledDecimal(factor) - ONE) * HUNDRED);

/** Converts a percentage of change to a factor. An invalid number is returned unchanged. */
export function factorOfPercent(percent: string): string {
  return isDecimal(percent) ? plainDecimal(scaledDecimal(percent) / HUNDRED + ONE) : percent;
}
