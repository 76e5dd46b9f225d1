import { FIRST_SET, LARGEST_SET, nextSetSize } from './set-size.js';

describe('nextSetSize', () => {
  it.each([
    ['doubles at most where a set took next to nothing', 10, 0, 20],
    ['goes by the time that is wanted between that', 100, 1600, 125],
    ['falls at once where a set took very long', 80, 32_000, 5],
    ['is never less than one', 1, 60_000, 1],
    ['and never more than the largest', LARGEST_SET, 10, LARGEST_SET],
  ])('%s', (_what, size, tookMs, next) => expect(nextSetSize(size, tookMs)).toBe(next));

  it('reaches the maximum within a few batches', () => {
    let [size, sets] = [FIRST_SET, 0];
    for (; size < LARGEST_SET; sets++) size = nextSetSize(size, 50);
    expect(sets).toBeLessThan(10);
  });
});
