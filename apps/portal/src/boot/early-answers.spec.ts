import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetEarlyAnswers, sendEarly, takeEarlyAnswer } from './early-answers.js';

const ADDRESS = '/api/v1/session';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.resolve(new Response('{}'))),
  );
});

afterEach(() => {
  forgetEarlyAnswers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('an early answer', () => {
  it('is given to one request, with the time of its arrival', async () => {
    await sendEarly(ADDRESS);
    vi.setSystemTime(1_003_000);
    expect(await takeEarlyAnswer(ADDRESS)).toMatchObject({ answeredAt: 1_000_000 });
    expect(takeEarlyAnswer(ADDRESS)).toBeUndefined();
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('is not given to a request that comes much later', async () => {
    await sendEarly(ADDRESS);
    vi.setSystemTime(1_016_000);
    await expect(takeEarlyAnswer(ADDRESS)).rejects.toThrow('is old');
  });

  it('is not given to anyone after a change', async () => {
    await sendEarly(ADDRESS);
    forgetEarlyAnswers();
    expect(takeEarlyAnswer(ADDRESS)).toBeUndefined();
  });

  it('passes its failure on to the request that takes it', async () => {
    vi.mocked(fetch).mockRejectedValue(new TypeError('Failed to fetch'));
    sendEarly(ADDRESS).catch(() => undefined);
    await expect(takeEarlyAnswer(ADDRESS)).rejects.toThrow('Failed to fetch');
  });
});
