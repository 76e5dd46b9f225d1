import fc from 'fast-check';
import { Exact } from '#platform/domain';
import { meanLevel, smoothedLevel } from './level.js';

const exact = (values: readonly number[]): Exact[] => values.map((value) => new Exact(value));

describe('the expected level', () => {
  it('is the mean if units differ randomly, with the corresponding uncertainty', () => {
    const { level, spreadOf } = meanLevel(exact([90, 110, 90, 110]));
    expect(level.toNumber()).toBe(100);
    // Deviation sqrt(400 / 3); t = 1.638 for three degrees; two units: 2 + 4 / 4.
    expect(spreadOf(new Exact(2)).toNumber()).toBeCloseTo(1.638 * Math.sqrt((400 / 3) * 3), 6);
  });

  it('is the last value after a jump', () => {
    expect(smoothedLevel(exact([10, 10, 10, 10, 20, 20, 20, 20])).level.toNumber()).toBe(20);
  });

  it('stays near the mean if values fluctuate', () => {
    const { level } = smoothedLevel(exact([9, 11, 9, 11, 9, 11, 9, 11]));
    expect(Math.abs(level.toNumber() - 10)).toBeLessThan(0.2);
  });

  it('has no uncertainty if all values are equal', () => {
    const { level, spreadOf } = smoothedLevel(exact([7, 7, 7, 7, 7, 7, 7, 7]));
    expect([level.toNumber(), spreadOf(new Exact(4)).toNumber()]).toEqual([7, 0]);
  });

  it('is the mean while there are too few values to show its movement', () => {
    expect(smoothedLevel(exact([1, 2, 3, 4, 50])).level.toNumber()).toBe(12);
  });

  it('has an interval that widens with more units, and lies within past values', () => {
    const values = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 2, maxLength: 12 });
    const units = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(values, units, units, (seen, some, more) => {
        const { level, spreadOf } = smoothedLevel(exact(seen));
        const at = (sevenths: number): Exact => spreadOf(new Exact(sevenths).div(7));
        expect(at(some + more).gte(at(some))).toBe(true);
        expect(level.gte(Math.min(...seen)) && level.lte(Math.max(...seen))).toBe(true);
      }),
    );
  });
});
