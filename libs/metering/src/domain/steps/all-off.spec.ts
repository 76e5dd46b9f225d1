import { intersectSpans, standstills } from './all-off.js';

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

describe('intersectSpans', () => {
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
