import { Exact } from '#platform';

export const QUANTITY_ROUNDINGS = ['up', 'down', 'half_away'] as const;

export interface QuantityRounding {
  /** Away from zero, towards it, or to the nearest with halves away from it. */
  readonly mode: (typeof QUANTITY_ROUNDINGS)[number];
  /** Below zero for tens, hundreds and so on. */
  readonly decimals: number;
}

const MODES = {
  up: Exact.ROUND_UP,
  down: Exact.ROUND_DOWN,
  half_away: Exact.ROUND_HALF_UP,
} as const;

/** @returns the quantity as it is where there is no rule */
export function roundQuantity(quantity: Exact, rounding: QuantityRounding | null): Exact {
  if (rounding === null) return quantity;
  const unit = new Exact(10).pow(-rounding.decimals);
  return quantity.div(unit).toDecimalPlaces(0, MODES[rounding.mode]).times(unit);
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
