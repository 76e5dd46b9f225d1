import type { TFunction } from 'i18next';
import { readingDoubt, readingText } from './reading.js';

const t = ((key: string) => key) as unknown as TFunction;
const format = { number: (value: string | number, decimals?: number) => Number(value).toFixed(decimals) };

describe('a last value in words', () => {
  it.each([
    [21.456, 1, '21.5'],
    [0, 0, '0'],
    [true, 0, 'reading.yes'],
    [false, 0, 'reading.no'],
    ['E-17', 0, 'E-17'],
    ['', 0, '—'],
    [null, 2, '—'],
  ])('writes %p as %p decimals ask: %s', (value, decimals, expected) => {
    expect(readingText({ value, decimals }, t, format)).toBe(expected);
  });

  it.each([
    [0, undefined],
    [1, 'reading.quality.uncertain'],
    [2, 'reading.quality.bad'],
    [3, 'reading.quality.stale'],
  ] as const)('says of quality %p: %s', (quality, expected) => {
    expect(readingDoubt({ quality }, t)).toBe(expected);
  });
});
