import { formatParameter } from './amount-parameters.js';

describe('a parameter of a text', () => {
  it.each([
    ['left', '1234.5', 'EUR', 'en-GB', '1,234.50'],
    ['amount', '-1234567.89', 'PLN', 'pl-PL', '\u22121\u00a0234\u00a0567,89'],
    ['limit', '5000000.00', 'IDR', 'id-ID', '5.000.000,00'],
    ['sum', '1500', 'JPY', 'en-GB', '1,500'],
  ])('%s of %s %s is an amount: %s shows %s', (name, value, currency, locale, shown) => {
    expect(formatParameter(name, value, currency, locale)).toBe(shown);
  });

  it.each([
    ['number', '12', 'EUR'],
    ['limit', '90', undefined],
    ['limit', 'PL-12', 'EUR'],
    ['limit', 90, 'EUR'],
    ['limit', '90', 'euro'],
  ])('%s of %s with the currency %s is no amount', (name, value, currency) => {
    expect(formatParameter(name, value, currency, 'en-GB')).toBeNull();
  });
});
