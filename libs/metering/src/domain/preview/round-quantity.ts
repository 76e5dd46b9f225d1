import { Exact, roundAt, type RoundingMode } from '#platform/domain';
import { roundStored } from '../steps/step-scale.js';

/**
 * Number of decimals that removes the error of earlier divisions, so that three thirds are not slightly less than one.
 */
const CLEAN_DECIMALS = 40;

export interface QuantityRounding {
  readonly mode: RoundingMode;
  /** Number of decimals; negative for tens, hundreds and so on. */
  readonly decimals: number;
}

/** Rounds a quantity once; without a rule, to the decimals of stored quantities. */
export function roundQuantity(quantity: Exact, rounding: QuantityRounding | null): Exact {
  const cleaned = quantity.toDecimalPlaces(CLEAN_DECIMALS, Exact.ROUND_HALF_UP);
  return rounding === null ? roundStored(cleaned) : roundAt(cleaned, rounding.decimals, rounding.mode);
}

/**
 * Rounds consecutive parts on their running sum, so that they add up to the rounded whole regardless of the number of
 * parts (docs/rules/metering.md#quantity-rounding). An unknown part stays null and does not change the sum.
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
