import fc from 'fast-check';
import { EXACT_DIGITS, isIntegerBeyondDouble, significantDigits, toDouble } from './decimal-text.js';

describe('significantDigits', () => {
  it.each([
    ['0', 0],
    ['0.000', 0],
    ['-12.50', 3],
    ['1200', 2],
    ['0.0012', 2],
    ['9123.400000000001', 16],
    ['1.5000000000000000000', 2],
    ['123456789012345', 15],
    ['1e300', 1],
    ['1.25E-7', 3],
    ['-9007199254740993', 16],
  ])('%s has %d', (token, digits) => expect(significantDigits(token)).toBe(digits));
});

describe('toDouble', () => {
  it.each([
    ['7.4', { value: 7.4, exact: null }],
    ['-0', { value: 0, exact: null }],
    ['0e999', { value: 0, exact: null }],
    ['1.5000000000000000000', { value: 1.5, exact: null }],
    ['9123.400000000001', { value: 9123.400000000001, exact: '9123.400000000001' }],
    ['12345678901234567890', { value: 12345678901234567000, exact: '12345678901234567890' }],
    ['1e400', undefined],
    ['-1e400', undefined],
    ['1e-320', undefined],
    ['4.9e-324', undefined],
  ])('%s', (token, expected) => expect(toDouble(token)).toEqual(expected));

  it(`returns every decimal of up to ${EXACT_DIGITS} digits as the shortest text of its double`, () => {
    const digits = fc.bigInt({ min: 0n, max: 10n ** BigInt(EXACT_DIGITS) - 1n });
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 20 }), fc.boolean(), (coefficient, places, negative) => {
        const padded = String(coefficient).padStart(places + 1, '0');
        const token = `${negative ? '-' : ''}${padded.slice(0, padded.length - places)}${places > 0 ? `.${padded.slice(padded.length - places)}` : ''}`;
        const number = toDouble(token)!;
        expect(number.exact).toBeNull();
        expect(asFraction(String(number.value))).toEqual(asFraction(token));
      }),
      { numRuns: 2000 },
    );
  });
});

/**
 * Returns a decimal text as a coefficient and a power of ten without trailing zeros, so that texts of the same value
 * are equal.
 */
function asFraction(text: string): [string, number] {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(
    text,
  )!;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  if (trimmed === '') return ['0', 0];
  return [`${sign}${trimmed}`, Number(exponent) - fraction.length + (digits.length - trimmed.length)];
}

describe('isIntegerBeyondDouble', () => {
  it.each([
    ['9007199254740992', false],
    ['9007199254740993', true],
    ['-9007199254740993', true],
    ['12345678901234567890', true],
    ['1000000000000000000000', false],
    ['0.12345678901234567890', false],
    ['1e30', false],
  ])('%s: %s', (token, expected) => expect(isIntegerBeyondDouble(token)).toBe(expected));
});
