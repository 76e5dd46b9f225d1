import { FIRST_SET, LARGEST_SET, nextSetSize } from './set-size.js';

describe('nextSetSize', () => {
  it.each([
    ['at most doubles if a batch was very fast', 10, 0, 20],
    ['follows the target time otherwise', 100, 1600, 125],
    ['drops at once if a batch was very slow', 80, 32_000, 5],
    ['is at least one', 1, 60_000, 1],
    ['is at most the maximum', LARGEST_SET, 10, LARGEST_SET],
  ])('%s', (_what, size, tookMs, next) => expect(nextSetSize(size, tookMs)).toBe(next));

  it('reaches the maximum within a few batches', () => {
    let [size, sets] = [FIRST_SET, 0];
    for (; size < LARGEST_SET; sets++) size = nextSetSize(size, 50);
    expect(sets).toBeLessThan(10);
  });
});
