import fc from 'fast-check';
import { fromMinor, minorDecimals, toMinor } from './money.js';

describe('money', () => {
  it.each([
    ['986.045', 'PLN', 98605n],
    ['-986.045', 'PLN', -98605n],
    ['986.0449999999', 'PLN', 98604n],
    ['21500000.505', 'IDR', 2150000051n],
    ['0.0005', 'KWD', 1n],
    ['1.2345', 'JOD', 1235n],
    ['1500.5', 'PYG', 1501n],
    ['0.005', 'EUR', 1n],
  ])('converts %s %s to %s minor units', (exact, currency, minor) => {
    expect(toMinor(exact, currency)).toBe(minor);
  });

  it('shows every decimal of the currency', () => {
    expect(fromMinor(98600n, 'PLN')).toBe('986.00');
    expect(fromMinor(-5n, 'MXN')).toBe('-0.05');
    expect(fromMinor(2150000000n, 'IDR')).toBe('21500000.00');
  });

  it.each([
    ['IDR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
  ])('uses for %s the %i decimals of ISO 4217', (currency, decimals) =>
    expect(minorDecimals(currency)).toBe(decimals),
  );

  it('round-trips a decimal string, even far beyond the range of a double', () => {
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
