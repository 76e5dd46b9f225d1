/// <reference types="vitest/globals" />
import { amountTimes } from './amount-times.js';

describe('amountTimes', () => {
  it.each([
    ['4900.00', 60, '294000.00'],
    ['0.05', 3, '0.15'],
    ['1200', 12, '14400'],
    ['-0.5', 3, '-1.5'],
    ['0.00', 7, '0.00'],
    ['90071992547409.93', 3, '270215977642229.79'],
  ])('%s times %i is %s', (amount, count, product) => {
    expect(amountTimes(amount, count)).toBe(product);
  });
});
