import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { instalmentsOf, rampPercent } from './minimum.js';

describe('a ramp', () => {
  const ramp = [
    { months: 3, percent: '40' },
    { months: 3, percent: '70' },
  ];
  it.each([
    [1, '40'],
    [3, '40'],
    [4, '70'],
    [6, '70'],
    [7, '100'],
  ])('in month %d is %s percent', (month, percent) => {
    expect(rampPercent(ramp, month).toFixed()).toBe(percent);
  });
});

describe('instalments', () => {
  it('differ by a cent at most, the larger ones first, and add up to the whole', () => {
    const cents = fc.bigInt({ min: 0n, max: 10_000_000n });
    fc.assert(
      fc.property(cents, fc.integer({ min: 1, max: 24 }), (total, count) => {
        const amount = new Exact(total.toString()).div(100);
        const due = { quantity: null, exact: amount, amount };
        const after = Array.from({ length: count + 2 }, (_, n) => instalmentsOf(due, n, count, 'EUR').amount);
        expect(after[count]!.toFixed()).toBe(amount.toFixed());
        expect(after[count + 1]!.toFixed()).toBe(amount.toFixed());
        const parts = after.slice(1, count + 1).map((each, index) => each.minus(after[index]!));
        expect(parts[0]!.minus(parts.at(-1)!).lte('0.01')).toBe(true);
        expect(parts.every((part, index) => index === 0 || part.lte(parts[index - 1]!))).toBe(true);
      }),
    );
  });
});
