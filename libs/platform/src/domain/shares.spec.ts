import fc from 'fast-check';
import { Exact } from './money.js';
import { divideByWeight, roundTogether } from './shares.js';

const divide = (whole: bigint, weights: readonly (string | number)[]): bigint[] =>
  divideByWeight(
    whole,
    weights.map((weight) => new Exact(weight)),
  );

it.each([
  ['ties in favour of the earlier part', 5n, [1, 1, 1], [2n, 2n, 1n]],
  ['by the largest remainder', 100n, ['0.5', '0.3', '0.2'], [50n, 30n, 20n]],
  ['the larger remainder first', 10n, [1, 2], [3n, 7n]],
  ['equal parts if all weights are zero', 10n, [0, 0, 0], [4n, 3n, 3n]],
  ['nothing to a zero weight', 7n, [0, 1], [0n, 7n]],
  ['negative like positive amounts', -5n, [1, 1, 1], [-2n, -2n, -1n]],
  ['equal remainders after unequal whole units', 34n, [100, 1, 1], [34n, 0n, 0n]],
  ['an amount reduced by a negative part', 7n, [100, -30], [10n, -3n]],
])('divides %s', (_, whole, weights, parts) => expect(divide(whole, weights)).toEqual(parts));

it('adds up, and is never off by more than one unit per share', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 40 }),
      (whole, weights) => {
        const parts = divide(whole, weights);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(whole);
        const sum = weights.reduce((total, weight) => total + weight, 0);
        parts.forEach((part, i) => {
          const exact = new Exact(whole.toString())
            .times(sum === 0 ? 1 : weights[i]!)
            .div(sum || weights.length);
          expect(exact.minus(part.toString()).abs().lt(1)).toBe(true);
        });
      },
    ),
  );
});

it.each([
  ['the largest remainder up', 10n, ['3.4', '3.5', '3.1'], [3n, 4n, 3n]],
  ['exact parts that cancel out', 0n, ['20', '-20'], [20n, -20n]],
  ['a small sum of large parts', 1n, ['20.006', '-20'], [21n, -20n]],
  ['parts that are all almost a unit more', 2n, ['0.9', '0.9'], [1n, 1n]],
  ['negative like positive amounts', -10n, ['-3.4', '-3.5', '-3.1'], [-3n, -4n, -3n]],
])('rounds %s', (_, whole, parts, rounded) =>
  expect(
    roundTogether(
      whole,
      parts.map((part) => new Exact(part)),
    ),
  ).toEqual(rounded),
);

it('requires at least one part', () => expect(() => divide(1n, [])).toThrow(RangeError));
