import fc from 'fast-check';
import { Exact, ROUNDING_MODES } from '#platform/domain';
import { roundParts, roundQuantity } from './round-quantity.js';

describe('a quantity', () => {
  it.each([
    ['half_away', 0, '2.5', '3'],
    ['half_away', 0, '-2.5', '-3'],
    ['half_away', 2, '123.4567', '123.46'],
    ['half_away', -1, '123.4567', '120'],
    ['up', 0, '7.0001', '8'],
    ['up', -2, '101', '200'],
    ['down', 1, '7.99', '7.9'],
  ] as const)('is rounded %s to %s decimals: %s is %s', (mode, decimals, quantity, rounded) => {
    expect(roundQuantity(new Exact(quantity), { mode, decimals }).toFixed()).toBe(rounded);
  });

  it('is unchanged without a rule', () => {
    expect(roundQuantity(new Exact('1.23456'), null).toFixed()).toBe('1.23456');
  });

  it('in parts adds up to the rounded whole', () => {
    const parts = fc.array(fc.option(fc.integer({ min: 0, max: 9999 })), { maxLength: 40 });
    fc.assert(
      fc.property(
        parts,
        fc.constantFrom(...ROUNDING_MODES),
        fc.integer({ min: -1, max: 2 }),
        (numbers, mode, decimals) => {
          const exact = numbers.map((part) => (part === null ? null : new Exact(part).div(1000)));
          const rounded = roundParts(exact, { mode, decimals });
          const sum = (list: readonly (Exact | null)[]) => Exact.sum(0, ...list.map((each) => each ?? 0));
          expect(sum(rounded).toFixed()).toBe(roundQuantity(sum(exact), { mode, decimals }).toFixed());
          expect(rounded.map((part) => part === null)).toEqual(exact.map((part) => part === null));
        },
      ),
    );
  });
});
