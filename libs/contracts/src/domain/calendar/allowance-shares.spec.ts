import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { shareAllowance } from './allowance-shares.js';

describe('shares of an included quantity', () => {
  it.each([
    ['a whole period has the agreed quantity', '1000.5', [31], 31, ['1000.5']],
    ['a single part rounds down to a whole unit', '100', [23], 31, ['74']],
    ['parts of a whole add up, the largest remainder first', '100', [10, 10, 11], 31, ['32', '32', '36']],
    [
      'parts that leave days unbilled get no more than their days allow in total',
      '100',
      [10, 10],
      31,
      ['32', '32'],
    ],
    ['the remaining units are shared too', '10', [5, 5], 30, ['2', '1']],
    [
      'two machines of a pool round down together, with the odd unit for the earlier one',
      '500',
      [10, 10],
      30,
      ['167', '166'],
    ],
    ['the part that lost most of a unit receives it', '414', [8, 5], 31, ['107', '66']],
    ['a pool of whole periods keeps the decimals', '100.5', [31, 31], 31, ['100.5', '100.5']],
    ['parts of two whole periods add up to both', '98', [4, 4, 27, 27], 31, ['13', '13', '85', '85']],
    ['nothing billed has nothing included', '100', [0], 31, ['0']],
  ])('%s', (_name, included, used, of, expected) => {
    expect(shareAllowance(included, used, of)).toEqual(expected);
  });

  it('add up to the whole, each within a unit of its exact part', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
        (included, used) => {
          const of = used.reduce((sum, days) => sum + days, 0);
          const shares = shareAllowance(String(included), used, of);
          expect(shares.reduce((sum, share) => sum.plus(share), new Exact(0)).toFixed()).toBe(
            String(included),
          );
          for (const [index, share] of shares.entries())
            expect(new Exact(included).times(used[index]!).div(of).minus(share).abs().lt(1)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
