import fc from 'fast-check';
import { toReadingBlock } from '../../../../../test/support/sent-readings.js';
import { bucketsOfWidth, type HistoryPoint, toBuckets, toHistoryPoints } from './history-points.js';
import { type Aggregate, computeRollup } from '../readings/rollups/rollup.js';

const aggregatesOf = (said: readonly (readonly [at: number, value: number])[], bucketMs: number) =>
  computeRollup(toReadingBlock(said.map(([at, v], seq) => ({ at, seq, values: { v } }))), bucketMs).get(
    'v',
  ) ?? [];

const pointsOf = (devices: readonly (readonly Aggregate[])[], bucketMs: number): HistoryPoint[] =>
  toHistoryPoints(
    toBuckets(
      devices.map((aggregates) => ({ aggregates, lead: undefined })),
      bucketsOfWidth(bucketMs),
      { fromMs: -Infinity, toMs: Infinity },
    ),
  );

describe('the points of a chart', () => {
  it('contain only buckets with values, in order', () => {
    expect(pointsOf([], 10)).toEqual([]);
    const points = pointsOf(
      [
        aggregatesOf(
          [
            [25, 4],
            [1, 1],
            [2, 3],
          ],
          10,
        ),
      ],
      10,
    );
    expect(points.map(([start, min, , max, last]) => [start, min, max, last])).toEqual([
      [0, 1, 3, 3],
      [20, 4, 4, 4],
    ]);
  });

  it('combine devices that report the same signal: the last value is the later one', () => {
    const [first, second] = [
      aggregatesOf(
        [
          [1, 5],
          [8, 6],
        ],
        10,
      ),
      aggregatesOf(
        [
          [4, 100],
          [12, 1],
        ],
        10,
      ),
    ];
    const points = pointsOf([first, second], 10);
    expect(points.map(([start, min, , max, last]) => [start, min, max, last])).toEqual([
      [0, 5, 100, 6],
      [10, 1, 1, 1],
    ]);
    expect(pointsOf([second, first], 10).map(([, , , , last]) => last)).toEqual([6, 1]);
  });

  it('are the same for wide buckets built from narrow ones as from readings', () => {
    const readings = fc.array(fc.tuple(fc.nat(999), fc.integer({ min: -50, max: 50 })), { maxLength: 40 });
    fc.assert(
      fc.property(readings, (said) => {
        const [narrow, wide] = [aggregatesOf(said, 10), aggregatesOf(said, 100)];
        const strip = (points: readonly HistoryPoint[]) =>
          points.map(([start, min, , max, last]) => [start, min, max, last]);
        const [found, wanted] = [pointsOf([narrow], 100), pointsOf([wide], 100)];
        expect(strip(found)).toEqual(strip(wanted));
        found.forEach(([, , mean], i) => expect(mean).toBeCloseTo(wanted[i]![2]!, 5));
      }),
    );
  });
});
