/** Exact calculations with whole numbers, independent of the product's decimals. */

/** Returns `numerator / denominator`, rounded to a whole number, halves away from zero. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const isNegative = numerator < 0n !== denominator < 0n;
  const [n, d] = [abs(numerator), abs(denominator)];
  const rounded = (2n * n + d) / (2n * d);
  return isNegative ? -rounded : rounded;
}

/**
 * Divides a whole among parts by weight: each gets the whole units of its share, and the largest remainders get the
 * units that are left, earlier parts first.
 */
export function shareOut(whole: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  return fillUp(
    whole,
    weights.map((weight) => (whole * weight) / total),
    weights.map((weight) => (whole * weight) % total),
  );
}

const RATE_UNITS = 1_000_000n;

/** Returns a rate with up to six decimals in millionths. */
function millionths(rate: string): bigint {
  const [whole, decimals = ''] = rate.split('.');
  return BigInt(whole! + decimals.padEnd(6, '0'));
}

/** Converts minor units by a rate. Both currencies have cents. */
export function convert(minor: bigint, rate: string): bigint {
  return divideRounded(minor * millionths(rate), RATE_UNITS);
}

/**
 * Converts parts by a rate, so that they add up to their converted sum: each gets the whole units of its exact value,
 * and the largest remainders get the units that are left, earlier parts first.
 */
export function convertParts(whole: bigint, parts: readonly bigint[], rate: string): bigint[] {
  const exact = parts.map((part) => part * millionths(rate));
  return fillUp(
    whole,
    exact.map((value) => value / RATE_UNITS),
    exact.map((value) => value % RATE_UNITS),
  );
}

/** Adds the units that are missing from a whole to the parts with the largest remainders, earlier parts first. */
function fillUp(whole: bigint, floors: readonly bigint[], remainders: readonly bigint[]): bigint[] {
  const parts = [...floors];
  let left = whole - parts.reduce((sum, part) => sum + part, 0n);
  const order = remainders
    .map((remainder, at) => ({ at, remainder }))
    .sort((a, b) => (b.remainder > a.remainder ? 1 : b.remainder < a.remainder ? -1 : a.at - b.at));
  for (const { at } of order) {
    if (left <= 0n) break;
    parts[at]! += 1n;
    left -= 1n;
  }
  return parts;
}

export const abs = (value: bigint): bigint => (value < 0n ? -value : value);

/** Formats cents as a decimal. */
export function toDecimal(cents: bigint): string {
  const digits = abs(cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Adds days to a day, `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
