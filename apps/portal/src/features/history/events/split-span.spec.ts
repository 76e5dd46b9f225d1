import { splitSpan } from './split-span.js';

describe('splitSpan', () => {
  it.each([
    ['a short span', 0, 5, [[0, 5]]],
    ['a span of the maximum length', 0, 10, [[0, 10]]],
    [
      'a longer span',
      3,
      25,
      [
        [3, 13],
        [13, 23],
        [23, 25],
      ],
    ],
    ['an empty span', 3, 3, []],
  ])('divides %s', (_what, from, to, expected) => {
    expect(splitSpan({ from, to }, 10).map((part) => [part.from, part.to])).toEqual(expected);
  });
});
