import fc from 'fast-check';
import type { Tier } from '#contracts/domain';
import { Exact } from '#platform/domain';
import { priceGraduated, priceVolume, startedPackages } from './tiers.js';

const sum = (priced: readonly { amount: Exact }[]): Exact =>
  priced.reduce((total, { amount }) => total.plus(amount), new Exact(0));

const tiers = fc
  .array(
    fc.record({ width: fc.integer({ min: 1, max: 500 }), unitPrice: fc.integer({ min: 0, max: 900 }) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((rows) => {
    let upTo = 0;
    return rows.map(({ width, unitPrice }, index): Tier => {
      upTo += width;
      const price = new Exact(unitPrice).div(1000).toFixed();
      return { upTo: index === rows.length - 1 ? null : String(upTo), unitPrice: price };
    });
  });
const quantity = fc.integer({ min: 0, max: 4_000_000 }).map((n) => new Exact(n).div(1000));

describe('tiers', () => {
  it('graduated: the slices add up to the quantity, each at its price', () => {
    fc.assert(
      fc.property(tiers, quantity, (each, used) => {
        const priced = priceGraduated(each, used);
        const slices = priced.reduce((total, tier) => total.plus(tier.quantity), new Exact(0));
        expect(slices.toFixed()).toBe(used.toFixed());
        for (const { tier, quantity: units, amount } of priced)
          expect(amount.toFixed()).toBe(units.times(each[tier]!.unitPrice!).toFixed());
      }),
    );
  });

  it('graduated: a larger quantity never costs less', () => {
    fc.assert(
      fc.property(tiers, quantity, quantity, (each, a, b) => {
        const [less, more] = a.lte(b) ? [a, b] : [b, a];
        expect(sum(priceGraduated(each, more)).gte(sum(priceGraduated(each, less)))).toBe(true);
      }),
    );
  });

  it('volume: the whole quantity at the price of the tier that it reaches', () => {
    fc.assert(
      fc.property(tiers, quantity, (each, used) => {
        const [reached, ...others] = priceVolume(each, used);
        const { upTo } = each[reached!.tier]!;
        const below = each[reached!.tier - 1]?.upTo;
        expect(others).toEqual([]);
        expect(upTo === null || used.lte(upTo!)).toBe(true);
        expect(below === undefined || used.gt(below!)).toBe(true);
      }),
    );
  });

  it.each([
    ['0', '10', '0'],
    ['0.001', '10', '1'],
    ['10', '10', '1'],
    ['10.001', '10', '2'],
    ['4500', '1000', '5'],
  ])('%s in packages of %s are %s', (used, size, packages) => {
    expect(startedPackages(new Exact(used), size).toFixed()).toBe(packages);
  });
});
