import { Exact } from '#platform/domain';
import { sumOfParts } from './day-count.js';

describe('fractions of amounts', () => {
  it.each([
    // 27 of 30 days cost 5617.035; three separate divisions would give 5617.0349….
    ['6241.15', [10, 4, 13], 30, '5617.035'],
    ['100', [1, 1, 1], 3, '100'],
    ['100', [], 31, '0'],
  ])('of %s for %j of %i days have an exact sum', (amount, used, of, sum) => {
    const parts = used.map((days) => ({ amount: new Exact(amount), share: { used: days, of } }));
    expect(sumOfParts(parts).toFixed()).toBe(sum);
  });
});
