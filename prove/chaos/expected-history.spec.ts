import { expectedHistory, isSamePoint } from './expected-history.js';

it('weights a value by its duration', () => {
  const samples = [
    { timeMs: 60_000, value: 10 },
    { timeMs: 61_000, value: 20 },
    { timeMs: 64_000, value: 0 },
    { timeMs: 125_000, value: 5 },
  ];
  expect(expectedHistory(samples, 60_000)).toEqual([
    // The last value before the gap is valid for ten seconds.
    [60_000, 0, (10 * 1 + 20 * 3 + 0 * 10) / 14, 20, 0],
    [120_000, 5, 5, 5, 5],
  ]);
});

it.each([
  [[0, 1, 1.5, 2, 2], true],
  [[0, 1, 1.500000001, 2, 2], true],
  [[0, 1, 1.51, 2, 2], false],
  [[0, 1, 1.5, 2, 2.1], false],
  [[60, 1, 1.5, 2, 2], false],
])('compares %j with the point', (seen, isSame) => {
  expect(isSamePoint(seen, [0, 1, 1.5, 2, 2])).toBe(isSame);
});
