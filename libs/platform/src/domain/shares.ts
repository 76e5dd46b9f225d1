import type { Exact } from './money.js';

/**
 * Divides a whole into parts by weight that add up to it: each gets the whole units of its exact part, and the units left go to
 * the largest remainders, of equal ones to the earlier. Where all weights are zero the parts are equal (billing.md, section 0,
 * "what is rounded").
 * @param whole units to divide, such as cents; may be below zero
 * @param weights at least one, none below zero
 */
export function divideByWeight(whole: bigint, weights: readonly Exact[]): bigint[] {
  if (weights.length === 0) throw new RangeError('Nothing to divide among');
  const sum = weights.reduce((total, weight) => total.plus(weight), weights[0]!.times(0));
  const size = whole < 0n ? -whole : whole;
  const exact = weights.map((weight) =>
    sum.isZero() ? sum.plus(size.toString()).div(weights.length) : weight.times(size.toString()).div(sum),
  );
  const parts = exact.map((part) => BigInt(part.floor().toFixed()));
  const left = Number(size - parts.reduce((total, part) => total + part, 0n));
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part.minus(part.floor()) }))
    .sort((a, b) => b.remainder.cmp(a.remainder) || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) parts[index] = parts[index]! + 1n;
  return whole < 0n ? parts.map((part) => -part) : parts;
}
