import { type AmountPrecision, Exact, minorDecimals, roundTogether, sumOf } from '#platform/domain';

/**
 * Number of decimals to keep. Further decimals are artefacts of earlier divisions; they are rounded off first, so that
 * exact halves are rounded as halves.
 */
const PRECISION_DECIMALS = 30;

/** Returns the smallest unit of an amount, such as 0.01; null if amounts are not rounded. */
export function stepOf(precision: AmountPrecision): Exact | null {
  if (precision === null) return null;
  const decimals = typeof precision === 'number' ? precision : minorDecimals(precision);
  return new Exact(`1e${-decimals}`);
}

/** Returns the nearest multiple of a step, rounded half away from zero (docs/rules/rating.md#rounding). */
export function roundToStep(exact: Exact, step: Exact | null): Exact {
  if (step === null) return exact;
  const steps = exact.div(step).toDecimalPlaces(PRECISION_DECIMALS);
  return steps.toDecimalPlaces(0, Exact.ROUND_HALF_UP).times(step);
}

/**
 * Rounds exact parts to multiples of a step by largest remainder, so that they add up to the rounded sum
 * (docs/rules/rating.md#largest-remainder). Without a step, the last part absorbs the error of divisions.
 * @param whole the sum of the parts, a multiple of the step
 */
export function shareOut(whole: Exact, parts: readonly Exact[], step: Exact | null): Exact[] {
  if (parts.length === 0) return [];
  if (step === null) return [...parts.slice(0, -1), whole.minus(sumOf(parts.slice(0, -1)))];
  return roundTogether(
    BigInt(whole.div(step).toFixed(0)),
    parts.map((part) => part.div(step)),
  ).map((units) => new Exact(units.toString()).times(step));
}

/** Limits an amount to the range between zero and a limit, which can be negative. */
export function within(limit: Exact, amount: Exact): Exact {
  return limit.isNegative() ? Exact.min(0, Exact.max(amount, limit)) : Exact.max(0, Exact.min(amount, limit));
}

/** Formats an amount with at least its currency's decimals, and with more only if the amount has more. */
export function printAmount(amount: Exact, precision: AmountPrecision): string {
  const step = stepOf(precision);
  return amount.toFixed(Math.max(amount.decimalPlaces(), step?.decimalPlaces() ?? 0));
}
