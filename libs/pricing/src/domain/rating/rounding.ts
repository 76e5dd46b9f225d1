import type { Conversion } from '#contracts/domain';
import { type AmountPrecision, decimalsOf, divideByWeight, Exact, roundAt, sumOf } from '#platform/domain';

const ten = (power: number): Exact => new Exact(`1e${power}`);

/**
 * A rounded amount in shares that add up to it, by largest remainder; exact shares where nothing is rounded.
 * @param weights none below zero
 */
export function shareAmount(amount: Exact, weights: readonly Exact[], currency: AmountPrecision): Exact[] {
  const decimals = decimalsOf(currency);
  if (decimals === null) return shareExactly(amount, weights);
  const units = BigInt(amount.times(ten(decimals)).toFixed(0));
  return divideByWeight(units, weights).map((part) => new Exact(part.toString()).div(ten(decimals)));
}

/** As the store keeps quantities and amounts that are not rounded. */
const STORED_DECIMALS = 12;

/** Shares by weight, equal ones where all weights are zero, to twelve decimals; the last one takes what they leave. */
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

/** Divided, then rounded: to whole units unless it says how many decimals. */
export function convertQuantity(quantity: Exact, convert: Conversion | null | undefined): Exact {
  if (!convert) return quantity;
  const converted = quantity.div(convert.divideBy ?? 1);
  return convert.rounding ? roundAt(converted, convert.decimals ?? 0, convert.rounding) : converted;
}
