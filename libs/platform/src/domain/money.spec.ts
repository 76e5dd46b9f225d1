import fc from 'fast-check';
import { fromMinor, isoDecimals, minorDecimals, toMinor } from './money.js';

describe('money', () => {
  it.each([
    ['986.045', 'PLN', 98605n],
    ['-986.045', 'PLN', -98605n],
    ['986.0449999999', 'PLN', 98604n],
    ['21500000.5', 'IDR', 21500001n],
    ['0.0005', 'KWD', 1n],
    ['1.2345', 'JOD', 1235n],
    ['1500.5', 'PYG', 1501n],
    ['0.005', 'EUR', 1n],
  ])('%s %s is %s minor units', (exact, currency, minor) => {
    expect(toMinor(exact, currency)).toBe(minor);
  });

  it('shows every decimal of the currency', () => {
    expect(fromMinor(98600n, 'PLN')).toBe('986.00');
    expect(fromMinor(-5n, 'MXN')).toBe('-0.05');
    expect(fromMinor(21500000n, 'IDR')).toBe('21500000');
  });

  it('books the rupiah whole, although it has two decimals by ISO', () => {
    expect([isoDecimals('IDR'), minorDecimals('IDR')]).toEqual([2, 0]);
    expect([isoDecimals('JPY'), isoDecimals('KWD'), isoDecimals('CLF')]).toEqual([0, 3, 4]);
  });

  it('comes back unchanged from a decimal string, also far beyond what a double holds', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.constantFrom('PLN', 'IDR', 'KWD', 'CLF'),
        (minor, currency) => {
          expect(toMinor(fromMinor(minor, currency), currency)).toBe(minor);
          expect(fromMinor(minor, currency).split('.')[1]?.length ?? 0).toBe(minorDecimals(currency));
        },
      ),
    );
  });
});
