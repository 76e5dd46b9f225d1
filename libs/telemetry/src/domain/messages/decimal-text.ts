/**
 * Number of significant digits that a double preserves in every decimal (C's DBL_DIG): the shortest decimal of the
 * double is the one that was sent.
 */
export const EXACT_DIGITS = 15;

const SMALLEST_NORMAL = 2.2250738585072014e-308;

/**
 * Returns the number of significant digits in a JSON number. Sign, decimal point, exponent, and leading and trailing
 * zeros are not counted.
 */
export function significantDigits(token: string): number {
  const coefficient = token.replace(/[eE].*$/, '').replace(/[-.]/g, '');
  return coefficient.replace(/^0+/, '').replace(/0+$/, '').length;
}

/**
 * Returns a JSON number as a double, with its source text if the double may not reproduce it. Returns undefined for a
 * number that a double can't represent, because it is too large or so small that digits are lost.
 */
export function toDouble(token: string): { value: number; exact: string | null } | undefined {
  const value = Number(token);
  if (!Number.isFinite(value)) return undefined;
  if (Math.abs(value) < SMALLEST_NORMAL) {
    if (significantDigits(token) > 0) return undefined;
    return { value: 0, exact: null };
  }
  const mayExceed = token.length > EXACT_DIGITS && significantDigits(token) > EXACT_DIGITS;
  return { value, exact: mayExceed ? token : null };
}

/** Returns true for a JSON integer that a double can't represent (beyond 2^53). */
export function isIntegerBeyondDouble(token: string): boolean {
  return /^-?\d+$/.test(token) && BigInt(token) !== BigInt(Number(token));
}
