import fc from 'fast-check';
import { subsetsWithSum } from './subset-sums.js';
import { fromUnits, toUnits } from './units.js';

const summands = (...amounts: string[]): { amount: bigint }[] =>
  amounts.map((amount) => ({ amount: toUnits(amount) }));

describe('sets with an exact sum', () => {
  it('are found, smallest first', () => {
    const found = subsetsWithSum(summands('10', '20', '30', '60', '50'), toUnits('80'), { limit: 9 });
    expect(found.map((set) => set.map(({ amount }) => fromUnits(amount, 'EUR')))).toEqual([
      ['20.00', '60.00'],
      ['30.00', '50.00'],
      ['10.00', '20.00', '50.00'],
    ]);
    expect(subsetsWithSum(summands('10', '20', '50'), toUnits('80'), { limit: 9, maxSize: 2 })).toEqual([]);
  });

  it('ignore amounts with more decimals than a thousandth, and negative ones', () => {
    expect(subsetsWithSum(summands('0.00005', '-1', '1', '0.99995'), toUnits('1'), { limit: 9 })).toEqual([]);
  });

  it('are none for a sum with more decimals than a thousandth, or beyond exact numbers', () => {
    expect(subsetsWithSum(summands('0.00005', '1'), toUnits('1.00005'), { limit: 9 })).toEqual([]);
    const huge = summands('9007199254740993', '9007199254740993');
    expect(subsetsWithSum(huge, toUnits('18014398509481986'), { limit: 9 })).toEqual([]);
  });

  it('always have the sum', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 15 }),
        fc.nat(),
        (values, choice) => {
          const all = values.map((value) => ({ amount: BigInt(value) * 1000n }));
          const chosen = all.filter((_, at) => (choice >> at) & 1);
          const sum = chosen.reduce((total, { amount }) => total + amount, 0n);
          const found = subsetsWithSum(all, sum, { limit: 3 });
          for (const set of found) expect(set.reduce((total, { amount }) => total + amount, 0n)).toBe(sum);
          if (chosen.length >= 2 && chosen.length <= 4) expect(found.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('end on time for amounts that are all equal', () => {
    const many = summands(...new Array<string>(60).fill('100'));
    expect(subsetsWithSum(many, toUnits('3000.01'), { limit: 3 })).toEqual([]);
  });
});
