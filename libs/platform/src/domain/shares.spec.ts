import fc from 'fast-check';
import { Exact } from './money.js';
import { divideByWeight } from './shares.js';

const divide = (whole: bigint, weights: readonly (string | number)[]): bigint[] =>
  divideByWeight(
    whole,
    weights.map((weight) => new Exact(weight)),
  );

it.each([
  ['ties go to the earlier', 5n, [1, 1, 1], [2n, 2n, 1n]],
  ['by the largest remainder', 100n, ['0.5', '0.3', '0.2'], [50n, 30n, 20n]],
  ['the larger remainder first', 10n, [1, 2], [3n, 7n]],
  ['equal parts where nothing weighs', 10n, [0, 0, 0], [4n, 3n, 3n]],
  ['nothing to what weighs nothing', 7n, [0, 1], [0n, 7n]],
  ['below zero as above it', -5n, [1, 1, 1], [-2n, -2n, -1n]],
])('divides %s', (_, whole, weights, parts) => expect(divide(whole, weights)).toEqual(parts));

it('adds up, and gives nobody more than a unit too much or too little', () => {
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

it('has to have somebody to divide among', () => expect(() => divide(1n, [])).toThrow(RangeError));
