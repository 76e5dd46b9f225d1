import fc from 'fast-check';
import { NumberTexts } from './number-text.js';

function read(text: string, decimal: '.' | ',' = '.') {
  const numbers = new NumberTexts(decimal);
  return numbers.read(text) ? [numbers.value, numbers.exact] : undefined;
}

describe('NumberTexts', () => {
  it.each<[string, '.' | ',', [number, string | null] | undefined]>([
    ['12.5', '.', [12.5, null]],
    ['-0.5', '.', [-0.5, null]],
    ['+3', '.', [3, null]],
    ['.5', '.', [0.5, null]],
    ['5.', '.', [5, null]],
    ['007', '.', [7, null]],
    ['1e3', '.', [1000, null]],
    ['1,25', ',', [1.25, null]],
    ['-1,5E-2', ',', [-0.015, null]],
    ['1234567890.1234567', '.', [1234567890.1234567, '1234567890.1234567']],
    ['9007199254740993', '.', [9007199254740992, '9007199254740993']],
    ['000000000000000000012.5', '.', [12.5, null]],
    ['1,25', '.', undefined],
    ['1.25', ',', undefined],
    ['1.234,5', ',', undefined],
    ['', '.', undefined],
    ['-', '.', undefined],
    ['.', '.', undefined],
    ['12 5', '.', undefined],
    ['0x10', '.', undefined],
    ['1e400', '.', undefined],
    ['Infinity', '.', undefined],
  ])('%s with %s', (text, decimal, expected) => expect(read(text, decimal)).toEqual(expected));

  it('returns the double nearest to any decimal', () => {
    const decimals = fc.tuple(
      fc.integer({ min: -99_999_999, max: 99_999_999 }),
      fc.integer({ min: 0, max: 12 }),
    );
    fc.assert(
      fc.property(decimals, ([digits, places]) => {
        const text = (digits / 10 ** places).toFixed(places);
        const expected = Number(text) + 0;
        expect(read(text)![0]).toBe(expected);
        expect(read(text.replace('.', ','), ',')![0]).toBe(expected);
      }),
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e200, max: 1e200 }), (value) => {
        const read_ = read(String(value));
        if (Math.abs(value) > 1e-300) expect(read_![0]).toBe(value);
      }),
    );
  });

  it('has no minus zero, which no decimal represents', () => {
    expect(Object.is(read('-0')![0], 0)).toBe(true);
    expect(Object.is(read('-0.0000000000000000')![0], 0)).toBe(true);
  });
});
