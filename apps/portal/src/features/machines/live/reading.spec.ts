import type { TFunction } from 'i18next';
import { readingDoubt, readingText } from './reading.js';

const t = ((key: string) => key) as unknown as TFunction;
const format = { number: (value: string | number, decimals?: number) => Number(value).toFixed(decimals) };

describe('a last value as text', () => {
  it.each([
    [21.456, 1, '21.5'],
    [0, 0, '0'],
    [true, 0, 'reading.yes'],
    [false, 0, 'reading.no'],
    ['E-17', 0, 'E-17'],
    ['', 0, '—'],
    [null, 2, '—'],
  ])('formats %p with %p decimals as %s', (value, decimals, expected) => {
    expect(readingText({ value, decimals }, t, format)).toBe(expected);
  });

  it.each([
    [0, undefined],
    [1, 'reading.quality.uncertain'],
    [2, 'reading.quality.bad'],
    [3, 'reading.quality.stale'],
  ] as const)('describes quality %p: %s', (quality, expected) => {
    expect(readingDoubt({ quality }, t)).toBe(expected);
  });
});
