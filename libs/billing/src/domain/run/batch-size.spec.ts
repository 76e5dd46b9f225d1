import { FIRST_BATCH, MAX_BATCH, nextBatchSize } from './batch-size.js';

describe('nextBatchSize', () => {
  it.each([
    ['at most doubles if a batch was very fast', 10, 0, 20],
    ['follows the target time otherwise', 100, 1600, 125],
    ['drops at once if a batch was very slow', 80, 32_000, 5],
    ['is at least one', 1, 60_000, 1],
    ['is at most the maximum', MAX_BATCH, 10, MAX_BATCH],
  ])('%s', (_what, size, tookMs, next) => expect(nextBatchSize(size, tookMs)).toBe(next));

  it('reaches the maximum within a few batches', () => {
    let [size, sets] = [FIRST_BATCH, 0];
    for (; size < MAX_BATCH; sets++) size = nextBatchSize(size, 50);
    expect(sets).toBeLessThan(10);
  });
});
