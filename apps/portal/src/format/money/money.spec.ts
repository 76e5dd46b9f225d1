import fc from 'fast-check';
import { currencyDecimals, formatAmount, minorToDecimal } from './money.js';

describe('the minor unit of a currency', () => {
  it.each([
    ['PLN', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['XYZ', 2],
  ])('of %s has %d decimals', (currency, decimals) => {
    expect(currencyDecimals(currency)).toBe(decimals);
  });
});

describe('minor units as a decimal', () => {
  it.each([
    ['98604', 'PLN', '986.04'],
    ['4', 'PLN', '0.04'],
    ['0', 'PLN', '0.00'],
    ['-4', 'PLN', '-0.04'],
    ['-98604', 'PLN', '-986.04'],
    ['98604', 'JPY', '98604'],
    ['5', 'KWD', '0.005'],
    ['12345678901234567890', 'EUR', '123456789012345678.90'],
  ])('%s of %s are %s', (minor, currency, decimal) => {
    expect(minorToDecimal(minor, currency)).toBe(decimal);
  });

  it('keep their value in every currency', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.constantFrom('PLN', 'JPY', 'KWD', 'CLF'), (minor, currency) => {
        const digits = minorToDecimal(String(minor), currency).replace('.', '');
        expect(BigInt(digits)).toBe(minor);
      }),
    );
  });
});

describe('an amount', () => {
  it.each([
    ['1234.5', 'PLN', 'en-GB', '1,234.50'],
    ['1234', 'JPY', 'en-GB', '1,234'],
    ['-0.5', 'EUR', 'en-GB', '\u22120.50'],
    ['1234567.89', 'EUR', 'pl-PL', '1\u00a0234\u00a0567,89'],
    ['98604000.00', 'IDR', 'id-ID', '98.604.000,00'],
    ['98604000.50', 'IDR', 'id-ID', '98.604.000,50'],
    ['9007199254740993.01', 'EUR', 'en-GB', '9,007,199,254,740,993.01'],
  ])('of %s %s in %s is formatted as %s', (amount, currency, locale, written) => {
    expect(formatAmount(amount, currency, locale)).toBe(written);
  });
});
