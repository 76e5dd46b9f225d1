const DECIMALS = 12;

/** A decimal in units of 10^-12, exactly; further decimals are left out. */
export function scaledDecimal(decimal: string): bigint {
  const isNegative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = decimal.replace(/^[-+]/, '').split('.');
  const value = BigInt(whole + fraction.padEnd(DECIMALS, '0').slice(0, DECIMALS));
  return isNegative ? -value : value;
}

/** The same as a decimal, without zeros at its end. */
export function plainDecimal(scaled: bigint): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(DECIMALS + 1, '0');
  const text = `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`.replace(/\.?0+$/, '');
  return `${scaled < 0n ? '-' : ''}${text}`;
}

const ONE = 10n ** BigInt(DECIMALS);
const HUNDRED = 100n;

/** Whether a text is a decimal that can be reckoned with. */
export const isDecimal = (text: string): boolean => /^[-+]?\d{1,15}(\.\d{1,10})?$/.test(text);

/** What decimals leave of 1, exactly. */
export function restOfOne(decimals: readonly string[]): string {
  return plainDecimal(decimals.reduce((left, decimal) => left - scaledDecimal(decimal), ONE));
}

/** A part of 1 in percent, exactly: `0.35` gives `35`. */
export const percentOfPart = (part: string): string => plainDecimal(scaledDecimal(part) * HUNDRED);

/** The part of 1 that a percentage is; what is no number stays as it is, for whoever checks it. */
export function partOfPercent(percent: string): string {
  return isDecimal(percent) ? plainDecimal(scaledDecimal(percent) / HUNDRED) : percent;
}

/** By how much percent a factor changes what it goes on: `1.05` gives `5`, `0.98` gives `-2`. */
export const percentOfFactor = (factor: string): string =>
  plainDecimal((scaledDecimal(factor) - ONE) * HUNDRED);

/** The factor that changes by a percentage; what is no number stays as it is. */
export function factorOfPercent(percent: string): string {
  return isDecimal(percent) ? plainDecimal(scaledDecimal(percent) / HUNDRED + ONE) : percent;
}
