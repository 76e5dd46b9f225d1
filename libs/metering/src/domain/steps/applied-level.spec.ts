import { Exact } from '#platform/domain';
import { contributionOfLevel, levelTimes, toAppliedLevels } from './applied-level.js';

const level = (from: number, to: number, value: number) => ({ from, to, value: new Exact(value) });

describe('toAppliedLevels', () => {
  it.each([
    [
      'until the next reading, and the last one until the end',
      [0, 10, 25],
      Infinity,
      40,
      [
        [0, 10, 10],
        [10, 25, 25],
        [25, 40, 40],
      ],
    ],
    [
      'for the maximum gap',
      [0, 10, 25],
      10,
      40,
      [
        [0, 10, 10],
        [10, 20, 25],
        [25, 35, 40],
      ],
    ],
    ['for no time if the reading is after the end', [50], 10, 40, [[50, 50, 50]]],
  ])('applies a level %s', (_, instants, holdLimit, end, expected) => {
    const applied = toAppliedLevels(
      instants.map((at) => ({ at })),
      holdLimit,
      end,
    );
    expect(applied.map(({ from, to, until }) => [from, to, until])).toEqual(expected);
    expect(applied.map(({ next }) => next?.at ?? null)).toEqual([...instants.slice(1), null]);
  });
});

it('a level contributes its value per unit of time', () => {
  expect(contributionOfLevel(new Exact(3), 30, 60).toFixed()).toBe('1.5');
});

describe('levelTimes', () => {
  const levels = [level(0, 10, 2), level(10, 20, 4), level(30, 40, 8)];
  const times = (...intervals: [number, number][]): unknown =>
    levelTimes(
      levels,
      intervals.map(([from, to]) => ({ from, to })),
    ).map((found) => found && [found.weighted.toNumber(), found.known, found.last.value.toNumber()]);

  it('sums the levels of each interval by time', () => {
    expect(times([0, 10], [10, 20], [20, 30], [30, 40])).toEqual([
      [20, 10, 2],
      [40, 10, 4],
      null,
      [80, 10, 8],
    ]);
    expect(times([5, 15], [15, 35])).toEqual([
      [30, 10, 4],
      [60, 10, 8],
    ]);
  });

  it('has nothing before the first level, after the last one, and in an interval without length', () => {
    expect(times([-10, 0], [40, 50])).toEqual([null, null]);
    expect(times([5, 5], [10, 10])).toEqual([null, null]);
  });

  it('has nothing from a level without length', () => {
    expect(levelTimes([level(5, 5, 9)], [{ from: 0, to: 10 }])).toEqual([null]);
  });
});
