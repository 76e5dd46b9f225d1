import { Exact } from '#platform/domain';
import { intersectSpans, isFlowWhileOff, standstills } from './all-off.js';

const MINUTE = 60_000;

describe('standstills', () => {
  it.each<[string, [number, string | null][], [number, number][]]>([
    [
      'between two readings that both show it',
      [
        [0, 'off'],
        [5, 'off'],
        [10, 'off'],
      ],
      [[0, 10]],
    ],
    [
      'not after the last one, nor before the first',
      [
        [0, 'load'],
        [5, 'off'],
        [10, 'off'],
        [15, 'load'],
      ],
      [[5, 10]],
    ],
    [
      'in any state that prevents delivery',
      [
        [0, 'off'],
        [5, 'fault'],
        [10, 'maintenance'],
      ],
      [[0, 10]],
    ],
    [
      'not while a machine idles',
      [
        [0, 'off'],
        [5, 'idle'],
        [10, 'off'],
      ],
      [],
    ],
    [
      'not across a gap',
      [
        [0, 'off'],
        [5, 'off'],
        [40, 'off'],
        [45, 'off'],
      ],
      [
        [0, 5],
        [40, 45],
      ],
    ],
    [
      'across the longest gap that is allowed',
      [
        [0, 'off'],
        [15, 'off'],
        [31, 'off'],
      ],
      [[0, 15]],
    ],
    [
      'across readings without a state',
      [
        [0, 'off'],
        [5, null],
        [10, 'off'],
      ],
      [[0, 10]],
    ],
  ])('%s', (_name, said, spans) => {
    const readings = said.map(([minute, state]) => ({ at: minute * MINUTE, state }));
    expect(standstills(readings, 15 * MINUTE).map(({ from, to }) => [from / MINUTE, to / MINUTE])).toEqual(
      spans,
    );
  });
});

describe('isFlowWhileOff', () => {
  const off = [
    { from: 0, to: 10 },
    { from: 10, to: 20 },
  ];
  it.each<[string | null, [number, number], boolean]>([
    ['1', [0, 10], true],
    ['1', [5, 20], true],
    ['-1', [5, 6], true],
    ['0', [5, 6], false],
    [null, [5, 6], false],
    ['1', [5, 21], false],
    ['1', [20, 30], false],
  ])('is, for a quantity of %s in %o: %s', (quantity, [from, to], expected) => {
    const flow = quantity === null ? null : new Exact(quantity);
    expect(isFlowWhileOff(flow, { from, to }, off)).toBe(expected);
    expect(isFlowWhileOff(flow, { from, to }, [])).toBe(false);
  });
});

describe('intersectSpans', () => {
  it('joins parts that follow each other directly', () => {
    const spans = (...bounds: [number, number][]) => bounds.map(([from, to]) => ({ from, to }));
    expect(intersectSpans(spans([0, 30]), spans([5, 10], [10, 20], [21, 25]))).toEqual(
      spans([5, 20], [21, 25]),
    );
    expect(intersectSpans(spans([0, 10], [10, 20]), spans([5, 15]))).toEqual(spans([5, 15]));
    expect(intersectSpans(spans([0, 10]), spans([10, 20]))).toEqual([]);
  });

  it('returns the overlap of both lists', () => {
    expect(
      intersectSpans(
        [
          { from: 0, to: 10 },
          { from: 20, to: 30 },
        ],
        [
          { from: 5, to: 22 },
          { from: 25, to: 26 },
        ],
      ),
    ).toEqual([
      { from: 5, to: 10 },
      { from: 20, to: 22 },
      { from: 25, to: 26 },
    ]);
  });
});
