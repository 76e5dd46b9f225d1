import { Exact, roundAt, type RoundingMode } from '#platform';

export interface QuantityRounding {
  readonly mode: RoundingMode;
  /** Below zero for tens, hundreds and so on. */
  readonly decimals: number;
}

/** @returns the quantity as it is where there is no rule */
export function roundQuantity(quantity: Exact, rounding: QuantityRounding | null): Exact {
  return rounding === null ? quantity : roundAt(quantity, rounding.decimals, rounding.mode);
}

/**
 * Rounds parts that follow one another on their running sum, so that they add up to the rounded whole however often it is cut
 * (billing.md, section 0: quantity rounding on the cumulative). A part that nobody knows stays null and moves nothing.
 */
export function roundParts(
  parts: readonly (Exact | null)[],
  rounding: QuantityRounding | null,
): (Exact | null)[] {
  let sum = new Exact(0);
  let rounded = new Exact(0);
  return parts.map((part) => {
    if (part === null) return null;
    sum = sum.plus(part);
    const next = roundQuantity(sum, rounding);
    const share = next.minus(rounded);
    rounded = next;
    return share;
  });
}
