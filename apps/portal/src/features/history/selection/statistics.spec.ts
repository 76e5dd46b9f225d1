import { toStatistics } from './statistics.js';

describe('toStatistics', () => {
  it.each<[string, Parameters<typeof toStatistics>[0], ReturnType<typeof toStatistics>]>([
    [
      'a gauge, without its meaningless increase',
      { kind: 'gauge', points: [[0, 6.5, 7, 7.4, 12, 240]] },
      { min: 6.5, mean: 7, max: 7.4, increase: null, readings: 240 },
    ],
    [
      'a counter',
      { kind: 'counter', points: [[0, 100, 150, 200, 100, 24]] },
      { min: 100, mean: 150, max: 200, increase: 100, readings: 24 },
    ],
    [
      'a counter that did not advance',
      { kind: 'counter', points: [[0, 100, 100, 100, 0, 1]] },
      { min: 100, mean: 100, max: 100, increase: 0, readings: 1 },
    ],
    ['a period without readings', { kind: 'gauge', points: [] }, undefined],
  ])('reads %s', (_what, series, expected) => {
    expect(toStatistics(series)).toEqual(expected);
  });
});
