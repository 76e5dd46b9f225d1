import fc from 'fast-check';
import { countingWindows, type TimeRange } from './counting-windows.js';

const PERIOD = { from: 1000, to: 2000 };
const ever: TimeRange = { since: 0, until: null };

describe('countingWindows', () => {
  it.each<[string, TimeRange[][], [number, number, number, (number | null)?][]]>([
    ['the whole period, continuing from before', [[ever]], [[0, 1000, 2000, null]]],
    ['a term that begins inside', [[{ since: 1200, until: null }]], [[1200, 1200, 2000, null]]],
    ['a term that begins with the period', [[{ since: 1000, until: null }]], [[1000, 1000, 2000, null]]],
    [
      'a placement that ends inside: its last instant belongs to the next one',
      [[ever], [{ since: 0, until: 1500 }]],
      [[0, 1000, 1499]],
    ],
    ['a term that ends with the period, including its end', [[{ since: 0, until: 2001 }]], [[0, 1000, 2000]]],
    ['a term that ends after it', [[{ since: 0, until: 2002 }]], [[0, 1000, 2000, 2002]]],
    [
      'a machine that left and returned',
      [
        [ever],
        [
          { since: 1600, until: null },
          { since: 0, until: 1300 },
        ],
      ],
      [
        [0, 1000, 1299],
        [1600, 1600, 2000, null],
      ],
    ],
    [
      'a move between two sites of one customer',
      [
        [ever],
        [
          { since: 0, until: 1300 },
          { since: 1300, until: null },
        ],
      ],
      [[0, 1000, 2000, null]],
    ],
    ['no overlap', [[{ since: 0, until: 1200 }], [{ since: 1400, until: null }]], []],
    ['no placement at all', [[ever], []], []],
  ])('%s', (_name, coverages, windows) => {
    expect(countingWindows(PERIOD, coverages)).toEqual(
      windows.map(([since, from, to, until]) => ({ since, from, to, ...(until !== undefined && { until }) })),
    );
  });

  it('covers exactly the instants of all coverages', () => {
    const ranges = fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }), fc.boolean())
        .map(([since, length, open]): TimeRange => ({ since, until: open ? null : since + length })),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(fc.array(ranges, { minLength: 1, maxLength: 3 }), (coverages) => {
        const windows = countingWindows({ from: 20, to: 50 }, coverages);
        const isCovered = (at: number) =>
          coverages.every((list) =>
            list.some(({ since, until }) => at >= since && (until === null || at < until)),
          );
        for (let at = 21; at <= 50; at += 1) {
          const isCounted = windows.some(({ from, to }) => at >= from && at <= to);
          if (isCounted) expect(isCovered(at)).toBe(true);
          // A span of a single instant contains no step.
          if (isCovered(at) && isCovered(at - 1)) expect(isCounted).toBe(true);
        }
      }),
    );
  });
});
