import { KeptResults } from './kept-results.js';

const REFRESH_MS = 10_000;
const UNUSED_MS = 90_000;

describe('KeptResults', () => {
  let computed: number;
  let failure: Error | undefined;
  let kept: KeptResults<number>;

  /** Returns 100 more at each computation. Results of at least 100 are kept. */
  const compute = (): Promise<number> => {
    if (failure !== undefined) return Promise.reject(failure);
    computed += 100;
    return Promise.resolve(computed);
  };
  const get = (key = 'maker') => kept.get(key, compute);

  beforeEach(() => {
    vi.useFakeTimers();
    computed = 0;
    failure = undefined;
    kept = new KeptResults({ refreshMs: REFRESH_MS, unusedMs: UNUSED_MS, isKept: (result) => result >= 100 });
  });

  afterEach(() => {
    kept.stop();
    vi.useRealTimers();
  });

  it('computes a small result for each request', async () => {
    computed = -500;
    expect([await get(), await get()]).toEqual([-400, -300]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keeps a large result, and computes it again in the background', async () => {
    expect([await get(), await get()]).toEqual([100, 100]);
    await vi.advanceTimersByTimeAsync(REFRESH_MS);
    expect(await get()).toBe(200);
    expect(computed).toBe(200);
  });

  it('keeps the results of several keys apart', async () => {
    expect([await get('one'), await get('two'), await get('one')]).toEqual([100, 200, 100]);
  });

  it('stops computing a result that is no longer requested', async () => {
    await get();
    await vi.advanceTimersByTimeAsync(10 * UNUSED_MS);
    expect(computed).toBe(1_000);
    expect(vi.getTimerCount()).toBe(0);
    expect(await get()).toBe(1_100);
  });

  it('discards a result that can no longer be computed, so that the next request gets the error', async () => {
    await get();
    failure = new Error('no database');
    await vi.advanceTimersByTimeAsync(REFRESH_MS);
    await expect(get()).rejects.toThrow('no database');
    failure = undefined;
    expect(await get()).toBe(200);
  });

  it('discards a result that became small', async () => {
    await get();
    computed = -500;
    await vi.advanceTimersByTimeAsync(REFRESH_MS);
    expect([await get(), await get()]).toEqual([-300, -200]);
  });

  it('computes nothing after it was stopped', async () => {
    await get();
    kept.stop();
    await vi.advanceTimersByTimeAsync(10 * REFRESH_MS);
    expect(computed).toBe(100);
  });
});
