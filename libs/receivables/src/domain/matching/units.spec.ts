import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { fromUnits, toUnits } from './units.js';

describe('units of an amount', () => {
  it.each([
    ['1234.5', 'EUR', '1234.50'],
    ['-0.05', 'EUR', '-0.05'],
    ['7', 'JPY', '7'],
    ['0.12345', 'EUR', '0.12345'],
    ['123456789012345678.99', 'IDR', '123456789012345678.99'],
  ])('of %s %s are exact', (amount, currency, text) => {
    expect(fromUnits(toUnits(amount), currency)).toBe(text);
  });

  it('add up like decimals', () => {
    const amount = fc.tuple(
      fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
      fc.integer({ min: 0, max: 5 }),
    );
    fc.assert(
      fc.property(amount, amount, ([a, aDecimals], [b, bDecimals]) => {
        const [left, right] = [
          new Exact(a.toString()).div(10 ** aDecimals),
          new Exact(b.toString()).div(10 ** bDecimals),
        ];
        const sum = toUnits(left.toFixed(aDecimals)) + toUnits(right.toFixed(bDecimals));
        expect(new Exact(fromUnits(sum, 'EUR')).eq(left.plus(right))).toBe(true);
      }),
    );
  });
});
