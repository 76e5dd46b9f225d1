import type { Conversion } from '#contracts/domain';
import { type AmountPrecision, decimalsOf, divideByWeight, Exact, roundAt, sumOf } from '#platform/domain';

const ten = (power: number): Exact => new Exact(`1e${power}`);

/**
 * Splits a rounded amount into shares that add up to it, by largest remainder; the shares are exact if nothing is
 * rounded.
 * @param weights not negative
 */
export function shareAmount(amount: Exact, weights: readonly Exact[], currency: AmountPrecision): Exact[] {
  const decimals = decimalsOf(currency);
  if (decimals === null) return shareExactly(amount, weights);
  const units = BigInt(amount.times(ten(decimals)).toFixed(0));
  return divideByWeight(units, weights).map((part) => new Exact(part.toString()).div(ten(decimals)));
}

/** Number of decimals stored for unrounded quantities and amounts. */
const STORED_DECIMALS = 12;

/**
 * Divides an amount by weight with twelve decimals, equally if all weights are zero; the last share takes the
 * remainder.
 */
export function shareExactly(whole: Exact, weights: readonly Exact[]): Exact[] {
  const sum = sumOf(weights);
  const shares = weights.map((weight) =>
    (sum.isZero() ? whole.div(weights.length) : whole.times(weight).div(sum)).toDecimalPlaces(
      STORED_DECIMALS,
    ),
  );
  const others = sumOf(shares.slice(0, -1));
  return [...shares.slice(0, -1), whole.minus(others)];
}

/** Converts a quantity: divides it and, if agreed, rounds it, by default to whole units. */
export function convertQuantity(quantity: Exact, convert: Conversion | null | undefined): Exact {
  if (!convert) return quantity;
  const converted = quantity.div(convert.divideBy ?? 1);
  return convert.rounding ? roundAt(converted, convert.decimals ?? 0, convert.rounding) : converted;
}
