import { minorDecimals } from '#platform/domain';

/** Decimals of exact integers; bank statements have at most five. */
const DECIMALS = 5;
const MAX_EXACT_DIGITS = 15;
const SCALES = [1n, 10n, 100n, 1_000n, 10_000n, 100_000n];

/** Converts a decimal into an exact integer, which compares and adds faster than a decimal. */
export function toUnits(amount: string): bigint {
  const point = amount.indexOf('.');
  const decimals = point < 0 ? 0 : Math.min(DECIMALS, amount.length - point - 1);
  const digits = point < 0 ? amount : amount.slice(0, point) + amount.slice(point + 1, point + 1 + decimals);
  // Up to this length, a number is exact, and converting it is much faster than converting a text.
  const whole = BigInt(digits.length <= MAX_EXACT_DIGITS ? Number(digits) : digits);
  return whole * (SCALES[DECIMALS - decimals] ?? 1n);
}

/** Formats units with the decimals of the currency, or with more decimals if the amount has more. */
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
