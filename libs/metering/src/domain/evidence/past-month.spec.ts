import { type PastMonth, markUnknown } from './past-month.js';

const MONTH: PastMonth = {
  ...{ month: '2026-10', state: 'measured', quantity: '0', heldQuantity: '0', estimatedQuantity: '0' },
  ...{ unknownSeconds: 0, seconds: 2_678_400, source: 'derived' },
};

describe('a past month', () => {
  it.each<[string, Partial<PastMonth>, string | null]>([
    ['all of it is known', {}, '0'],
    ['some of it is unknown', { unknownSeconds: 2_678_399 }, '0'],
    ['nothing of it is known', { unknownSeconds: 2_678_400 }, null],
    ['nothing was read in it', { quantity: null, state: 'unknown' }, null],
  ])('is reported if %s', (_, change, quantity) => {
    expect(markUnknown({ ...MONTH, ...change })).toMatchObject({
      quantity,
      state: quantity === null ? 'unknown' : 'measured',
    });
  });
});
