import fc from 'fast-check';
import {
  factorOfPercent,
  partOfPercent,
  percentOfFactor,
  percentOfPart,
  remainderOfOne,
} from './decimals.js';

describe('percentages of decimals', () => {
  it.each([
    ['0.35', '35'],
    ['1', '100'],
    ['0.333333', '33.3333'],
  ])('convert the fraction %s to %s %%', (part, percent) => {
    expect(percentOfPart(part)).toBe(percent);
    expect(partOfPercent(percent)).toBe(part);
  });

  it.each([
    ['1.05', '5'],
    ['1', '0'],
    ['0.98', '-2'],
    ['1.0375', '3.75'],
  ])('convert the factor %s to %s %%', (factor, percent) => {
    expect(percentOfFactor(factor)).toBe(percent);
    expect(factorOfPercent(percent)).toBe(factor);
  });

  it('round-trip unchanged', () => {
    const percents = fc
      .integer({ min: -9_999_999, max: 9_999_999 })
      .map((value) => String(value / 10_000))
      .filter((text) => !text.includes('e'));
    fc.assert(
      fc.property(percents, (percent) => {
        expect(percentOfFactor(factorOfPercent(percent))).toBe(percent);
        expect(percentOfPart(partOfPercent(percent))).toBe(percent);
      }),
    );
  });

  it('leave invalid numbers unchanged for validation', () => {
    expect(factorOfPercent('five')).toBe('five');
    expect(partOfPercent('1,5')).toBe('1,5');
  });

  it('calculate the exact remainder of one', () => {
    expect(remainderOfOne(['0.5', '0.35'])).toBe('0.15');
    expect(remainderOfOne(['1'])).toBe('0');
    expect(remainderOfOne(['0.6', '0.5'])).toBe('-0.1');
  });
});
