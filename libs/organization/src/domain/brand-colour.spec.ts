import fc from 'fast-check';
import { assertLegible, contrastWithWhite, DEFAULT_ACCENT, MIN_CONTRAST } from './brand-colour.js';

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('the accent colour', () => {
  it.each([
    ['#000000', 21],
    ['#ffffff', 1],
    ['#767676', 4.54],
    ['#777777', 4.48],
    [DEFAULT_ACCENT, 6.23],
  ])('%s has a contrast of %s with paper', (value, contrast) => {
    expect(contrastWithWhite(value)).toBeCloseTo(contrast, 2);
  });

  it('is between 1 and 21 times darker than paper', () => {
    fc.assert(
      fc.property(colour, (value) => {
        expect(contrastWithWhite(value)).toBeGreaterThanOrEqual(1);
        expect(contrastWithWhite(value)).toBeLessThanOrEqual(21.0000001);
      }),
    );
  });

  it('is refused if it is too light, with its contrast', () => {
    expect(() => assertLegible('#767676')).not.toThrow();
    expect(() => assertLegible('#777777')).toThrow(
      expect.objectContaining({
        code: 'organization.accent_too_light',
        params: { contrast: '4.4', min: '4.5' },
      }),
    );
    expect(MIN_CONTRAST).toBe(4.5);
  });
});
