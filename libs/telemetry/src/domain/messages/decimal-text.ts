/** A double keeps every decimal of so many significant digits (C's DBL_DIG): its shortest round trip is the decimal again. */
export const EXACT_DIGITS = 15;

const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** The number of digits that matter in a JSON number: without sign, point, exponent, leading and trailing zeros. */
export function significantDigits(token: string): number {
  const coefficient = token.replace(/[eE].*$/, '').replace(/[-.]/g, '');
  return coefficient.replace(/^0+/, '').replace(/0+$/, '').length;
}

/**
 * A JSON number as a double, and its source text where the double may not give that back.
 * Undefined when a double cannot hold it at all: too large, or so small that digits are lost.
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

/** Whether a JSON number is an integer that its double does not hold (beyond 2^53). */
export function isIntegerBeyondDouble(token: string): boolean {
  return /^-?\d+$/.test(token) && BigInt(token) !== BigInt(Number(token));
}
