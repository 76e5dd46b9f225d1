/// <reference types="vitest/globals" />
import { alignSeries, type ChartSeries, drawnPoints } from './chart-data.js';

const series = (key: string, points: number[][], gaps?: ChartSeries['gaps']): ChartSeries => ({
  key,
  label: key,
  unit: 'bar',
  decimals: 1,
  points,
  ...(gaps && { gaps }),
});

describe('alignSeries', () => {
  it('breaks a line only in the gaps of its own machine', () => {
    const [times, mean, , , otherMean] = alignSeries(
      [
        series(
          'one',
          [
            [1000, 1, 2, 3],
            [9000, 1, 4, 5],
          ],
          [{ from: 4000, to: 9000 }],
        ),
        series(
          'two',
          [
            [1000, 5, 6, 7],
            [9000, 5, 8, 9],
          ],
          [],
        ),
      ],
      [{ from: 2000, to: 3000 }],
    );
    expect(times).toEqual([1, 2.001, 4.001, 9]);
    expect(mean).toEqual([2, undefined, null, 4]);
    expect(otherMean).toEqual([6, undefined, undefined, 8]);
  });

  it('breaks every line without gaps of its own in the gaps of the chart', () => {
    const [, mean, high, low] = alignSeries([series('one', [[1000, 1, 2, 3]])], [{ from: 2000, to: 3000 }]);
    expect([mean, high, low]).toEqual([
      [2, null],
      [3, null],
      [1, null],
    ]);
  });
});

describe('drawnPoints', () => {
  const points = [[0, 1, 2, 3, 2]];

  it('are the readings if the response contains them, without a band', () => {
    expect(
      drawnPoints({
        points,
        line: [
          [10, 1],
          [20, 3],
        ],
      }),
    ).toEqual([
      [10, 1, 1, 1],
      [20, 3, 3, 3],
    ]);
  });

  it('are the buckets if the response contains rollups', () => {
    expect(drawnPoints({ points, line: null })).toBe(points);
    expect(drawnPoints({ points })).toBe(points);
  });
});
