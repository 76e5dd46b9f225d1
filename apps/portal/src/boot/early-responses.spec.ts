import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { discardEarlyResponses, sendEarly, takeEarlyResponse } from './early-responses.js';

const ADDRESS = '/api/v1/session';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.resolve(new Response('{}'))),
  );
});

afterEach(() => {
  discardEarlyResponses();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('an early response', () => {
  it('goes to one request, with its arrival time', async () => {
    await sendEarly(ADDRESS);
    vi.setSystemTime(1_003_000);
    expect(await takeEarlyResponse(ADDRESS)).toMatchObject({ answeredAt: 1_000_000 });
    expect(takeEarlyResponse(ADDRESS)).toBeUndefined();
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('does not go to a request that is sent much later', async () => {
    await sendEarly(ADDRESS);
    vi.setSystemTime(1_016_000);
    await expect(takeEarlyResponse(ADDRESS)).rejects.toThrow('is old');
  });

  it('does not go to any request after a change', async () => {
    await sendEarly(ADDRESS);
    discardEarlyResponses();
    expect(takeEarlyResponse(ADDRESS)).toBeUndefined();
  });

  it.each([
    ['after a change', discardEarlyResponses],
    ['if it is not used for a while', () => vi.advanceTimersByTime(15_001)],
  ])('is cancelled %s, because an unread body can occupy a connection', async (_when, pass) => {
    const { response } = await sendEarly(ADDRESS);
    const cancel = vi.spyOn(response.body as ReadableStream, 'cancel');
    pass();
    await Promise.resolve();
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(takeEarlyResponse(ADDRESS)).toBeUndefined();
  });

  it('goes to a request after its follow-up requests were sent, so that none is sent twice', async () => {
    const followUp = vi.fn(async () => {
      await Promise.resolve();
      sendEarly('/api/v1/hubs').catch(() => undefined);
    });
    sendEarly(ADDRESS, followUp).catch(() => undefined);
    await takeEarlyResponse(ADDRESS);
    expect(takeEarlyResponse('/api/v1/hubs')).toBeDefined();
  });

  it('goes to a request if its follow-up requests fail', async () => {
    sendEarly(ADDRESS, () => Promise.reject(new Error('no list'))).catch(() => undefined);
    expect(await takeEarlyResponse(ADDRESS)).toMatchObject({ answeredAt: 1_000_000 });
  });

  it('passes its failure to the request that uses it', async () => {
    vi.mocked(fetch).mockRejectedValue(new TypeError('Failed to fetch'));
    sendEarly(ADDRESS).catch(() => undefined);
    await expect(takeEarlyResponse(ADDRESS)).rejects.toThrow('Failed to fetch');
  });
});
