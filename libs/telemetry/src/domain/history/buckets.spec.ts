import fc from 'fast-check';
import { chooseBucketSeconds } from './buckets.js';

const DAY = 86_400_000;

describe('chooseBucketSeconds', () => {
  it.each([
    [60_000, 600, 1],
    [DAY, 600, 300],
    [60 * DAY, 600, 10_800],
    [400 * DAY, 600, 86_400],
    [800 * DAY, 100, 8 * 86_400],
  ])('divides %d ms for %d points into buckets of %d s', (span, points, expected) => {
    expect(chooseBucketSeconds(span, points)).toBe(expected);
  });

  it('never returns more buckets than requested', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 800 * DAY }),
        fc.integer({ min: 1, max: 5000 }),
        (span, points) => {
          expect(span / 1000 / chooseBucketSeconds(span, points)).toBeLessThanOrEqual(points);
        },
      ),
    );
  });
});
