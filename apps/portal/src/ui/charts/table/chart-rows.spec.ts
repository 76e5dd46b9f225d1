import type { ChartSeries } from '../chart-data.js';
import { chartRows, chartSheet } from './chart-rows.js';

const series = (key: string, points: (number | null)[][]): ChartSeries => ({
  key,
  label: key,
  unit: 'bar',
  decimals: 1,
  points,
});
const TEXTS = {
  time: 'Time',
  nameOf: ({ label, unit }: ChartSeries) => `${label} (${unit})`,
  mean: 'mean',
  min: 'minimum',
  max: 'maximum',
};

describe('chartRows', () => {
  it('joins points by time and omits times without a value', () => {
    const one = [
      [2000, 1, 2, 3],
      [1000, 4, 5, 6],
      [3000, null, null, null],
    ];
    const two = [[2000, 7, 8, 9]];
    expect(chartRows([one, two])).toEqual([
      { at: 1000, values: [one[1], undefined] },
      { at: 2000, values: [one[0], two[0]] },
    ]);
  });
});

describe('chartSheet', () => {
  it.each<[string, ChartSeries[], string[], unknown[][]]>([
    ['no series', [], ['Time'], []],
    [
      'readings as one column',
      [series('pressure', [[1000, 7, 7, 7]])],
      ['Time', 'pressure (bar)'],
      [[new Date(1000), 7]],
    ],
    [
      'buckets with mean, minimum and maximum',
      [series('pressure', [[1000, 6, 7, 8]])],
      ['Time', 'pressure (bar), mean', 'pressure (bar), minimum', 'pressure (bar), maximum'],
      [[new Date(1000), 7, 6, 8]],
    ],
    [
      'an empty field where a series has no value',
      [series('a', [[1000, 7, 7, 7]]), series('b', [[2000, 1, 2, 3]])],
      ['Time', 'a (bar)', 'b (bar), mean', 'b (bar), minimum', 'b (bar), maximum'],
      [
        [new Date(1000), 7, null, null, null],
        [new Date(2000), null, 2, 1, 3],
      ],
    ],
  ])('contains %s', (_what, shown, header, rows) => {
    expect(chartSheet(shown, TEXTS)).toEqual({ header, rows });
  });
});
