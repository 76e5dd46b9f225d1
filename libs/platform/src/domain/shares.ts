import { Exact } from './money.js';
import { sumMinor, sumOf } from './sums.js';

/**
 * Number of decimals that are compared. Equal thirds must compare as equal regardless of the whole units before them,
 * and digits beyond this decimal are lost in the division.
 */
const COMPARED_DECIMALS = 30;

/**
 * Divides a total by weight into parts that add up to the total. Each part gets the whole units of its exact share.
 * The remaining units go to the largest remainders, and among equal remainders to the earlier part. If all weights are
 * zero, the parts are equal (docs/rules/rating.md#largest-remainder).
 * @param total units to divide, such as cents; may be negative
 * @param weights at least one. Some may be negative, such as a correction among the lines of a document, if they don't
 *   cancel each other out.
 */
export function divideByWeight(total: bigint, weights: readonly Exact[]): bigint[] {
  const sum = sumOf(weights);
  return roundTogether(
    total,
    weights.map((weight) =>
      sum.isZero()
        ? new Exact(total.toString()).div(weights.length)
        : weight.times(total.toString()).div(sum),
    ),
  );
}

/**
 * Rounds exact parts to whole units that add up to their rounded sum (largest remainder method). Each part gets its
 * whole units. The remaining units go to the largest remainders, and among equal remainders to the earlier part.
 * Negative sums mirror positive ones.
 * @param total the sum of the parts, rounded to a whole unit
 * @param parts at least one, in units
 */
export function roundTogether(total: bigint, parts: readonly Exact[]): bigint[] {
  if (parts.length === 0) throw new RangeError('There must be at least one part');
  if (total < 0n)
    return roundTogether(
      -total,
      parts.map((part) => part.neg()),
    ).map((part) => -part);
  const exact = parts.map((part) => part.toDecimalPlaces(COMPARED_DECIMALS));
  const rounded = exact.map((part) => BigInt(part.floor().toFixed()));
  const remaining = Number(total - sumMinor(rounded));
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part.minus(part.floor()) }))
    .sort((a, b) => b.remainder.cmp(a.remainder) || a.index - b.index);
  for (const { index } of byRemainder.slice(0, remaining)) rounded[index] = rounded[index]! + 1n;
  return rounded;
}
