import { formatNumber, formatPercent, quantityDecimals } from './number.js';

describe('a quantity on a screen', () => {
  it.each([
    ['566.72580645161290322581', '566.725806451613'],
    ['480', '480'],
    ['12.50', '12.50'],
  ])('%s has no more decimals than stored quantities', (quantity, shown) => {
    expect(formatNumber(quantity, 'en', quantityDecimals(quantity))).toBe(shown);
  });

  it('is rounded like any number if it is not a decimal string', () => {
    expect(quantityDecimals(1.23456)).toBeUndefined();
  });
});

describe('a percentage', () => {
  it.each([
    ['en-GB', '99.6%'],
    ['zh-CN', '99.6%'],
    ['es-MX', '99.6\u00a0%'],
    ['id-ID', '99,6%'],
    ['pl-PL', '99,6%'],
  ])('is written as in %s', (locale, written) => {
    expect(formatPercent(0.996, locale, 1)).toBe(written);
  });
});
