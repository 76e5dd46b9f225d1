import fc from 'fast-check';
import { decimalOf } from './decimal-of.js';

describe('decimalOf', () => {
  it.each([
    [4899433, '4899433'],
    [0.1, '0.1'],
    [9123.4, '9123.4'],
    [0, '0'],
    [-0, '0'],
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [{ integer: '9007199254740993' }, '9007199254740993'],
    [undefined, null],
    [null, null],
    ['running', null],
    ['12', null],
    [true, null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
  ])('reads %p as %p', (value, decimal) => {
    expect(decimalOf(value)).toBe(decimal);
  });

  it('returns every decimal of up to 15 significant digits as sent', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 999_999_999_999_999n }),
        fc.integer({ min: 0, max: 9 }),
        (digits, decimals) => {
          const padded = digits.toString().padStart(decimals + 1, '0');
          const sent = decimals === 0 ? padded : `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
          const shortest = sent.includes('.') ? sent.replace(/\.?0+$/, '') : sent;
          expect(decimalOf(Number(sent))).toBe(shortest);
        },
      ),
    );
  });

  it('reads every finite double as a plain decimal of the same value', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const decimal = decimalOf(value);
        expect(decimal).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(decimal) === value).toBe(true);
      }),
    );
  });
});
