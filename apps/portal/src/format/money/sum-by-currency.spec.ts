import fc from 'fast-check';
import { currencyDecimals } from './money.js';
import { sumByCurrency } from './sum-by-currency.js';

const sum = (...amounts: readonly [amount: string, currency: string][]): Record<string, string> =>
  Object.fromEntries(
    sumByCurrency(
      amounts.map(([amount, currency]) => ({ amount, currency })),
      currencyDecimals,
    ),
  );

describe('amounts of several currencies', () => {
  it('are added separately, with the decimals of each currency', () => {
    expect(sum(['10.10', 'PLN'], ['1', 'JPY'], ['0.05', 'PLN'], ['0.005', 'KWD'])).toEqual({
      PLN: '10.15',
      JPY: '1',
      KWD: '0.005',
    });
  });

  it.each([
    ['tenths that a float cannot represent', [['0.1'], ['0.2']], '0.30'],
    ['an amount and its credit', [['12.34'], ['-12.34']], '0.00'],
    ['negative totals', [['0.01'], ['-0.06']], '-0.05'],
    ['more digits than a float has', [['90071992547409.91'], ['0.02']], '90071992547409.93'],
    ['an amount without decimals', [['7'], ['0.5']], '7.50'],
  ])('add %s', (_what, amounts, total) => {
    expect(sum(...amounts.map(([amount = '']): [string, string] => [amount, 'EUR']))).toEqual({ EUR: total });
  });

  it('are empty without amounts', () => {
    expect(sum()).toEqual({});
  });

  it('have the same total in any order', () => {
    const amounts = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(amounts, (minors) => {
        const decimals = minors.map((minor): [string, string] => [(minor / 100).toFixed(2), 'EUR']);
        expect(sum(...decimals)).toEqual(sum(...decimals.toReversed()));
        const total = minors.reduce((all, minor) => all + minor, 0);
        expect(Number(sum(...decimals)['EUR'])).toBe(total / 100);
      }),
    );
  });
});
