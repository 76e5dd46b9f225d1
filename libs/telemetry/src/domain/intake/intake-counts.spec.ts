import fc from 'fast-check';
import { addCounts, estimateLag, LAG_BOUNDS_MS, lagBucketOf, createEmptyCounts } from './intake-counts.js';

const LAST = LAG_BOUNDS_MS.length;

it.each([
  [0, 0],
  [5, 0],
  [5.1, 1],
  [10, 1],
  [60_000, LAST - 1],
  [60_001, LAST],
])('counts a lag of %d ms in bucket %d', (lagMs, bucket) => {
  expect(lagBucketOf(lagMs)).toBe(bucket);
});

it('adds counts', () => {
  const [sum, more] = [createEmptyCounts(), createEmptyCounts()];
  more.messages = 3;
  more.late = 1;
  more.lags[2] = 4;
  addCounts(sum, more);
  addCounts(sum, more);
  expect(sum).toEqual({
    ...createEmptyCounts(),
    messages: 6,
    late: 2,
    lags: more.lags.map((count) => 2 * count),
  });
});

describe('the lag of a share of readings', () => {
  it('is null without readings', () => {
    expect(estimateLag(createEmptyCounts().lags, 0.99)).toBeNull();
  });

  it('is in the bucket of the last reading of the share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 59_999 }), { minLength: 1, maxLength: 200 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (lagsMs, share) => {
          const { lags } = createEmptyCounts();
          for (const lag of lagsMs) lags[lagBucketOf(lag)]!++;
          const sorted = [...lagsMs].sort((a, b) => a - b);
          const exact = sorted[Math.ceil(share * sorted.length - 1e-9) - 1]!;
          expect(lagBucketOf(estimateLag(lags, share)!)).toBe(lagBucketOf(exact));
        },
      ),
    );
  });

  it('is the last bound if it is longer', () => {
    const { lags } = createEmptyCounts();
    lags[LAST] = 1;
    expect(estimateLag(lags, 0.5)).toBe(60_000);
  });
});
