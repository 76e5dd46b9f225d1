import { minorDecimals } from '#platform/domain';

/** Decimals of exact integers; bank statements have at most five. */
const DECIMALS = 5;

/** Converts a decimal into an exact integer, which compares and adds faster than a decimal. */
export function toUnits(amount: string): bigint {
  const [whole = '0', decimals = ''] = amount.split('.');
  return BigInt(whole + decimals.slice(0, DECIMALS).padEnd(DECIMALS, '0'));
}

/** Formats units as a decimal with the decimals of its currency, or more if there are more. */
export function fromUnits(units: bigint, currency: string): string {
  const digits = (units < 0n ? -units : units).toString().padStart(DECIMALS + 1, '0');
  const decimals = digits.slice(-DECIMALS).replace(/0+$/, '').padEnd(minorDecimals(currency), '0');
  const whole = digits.slice(0, -DECIMALS);
  return `${units < 0n ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`;
}

/** Returns the units of the smallest step with a number of decimals, at most five. */
export function unitsOfStep(decimals: number): bigint {
  return BigInt(10 ** (DECIMALS - decimals));
}
