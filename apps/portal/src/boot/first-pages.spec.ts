import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { discardEarlyResponses } from './early-responses.js';
import { prepareFirstPage } from './first-pages.js';

vi.mock('../i18n/catalogues.js', () => ({
  initialLanguage: () => 'en',
  loadCatalogue: vi.fn(() => Promise.resolve({})),
}));

let answer: () => Promise<Response>;

beforeEach(() => {
  answer = () => Promise.resolve(new Response('{}'));
  vi.stubGlobal(
    'fetch',
    vi.fn(() => answer()),
  );
});
afterEach(() => {
  discardEarlyResponses();
  vi.unstubAllGlobals();
});

const requestsFor = async (pathname: string): Promise<readonly unknown[]> => {
  prepareFirstPage(pathname);
  await new Promise((resolve) => setTimeout(resolve));
  return vi.mocked(fetch).mock.calls.map(([address]) => address);
};

describe('requests sent before the scripts are loaded', () => {
  it('include the session on every page', async () => {
    expect(await requestsFor('/sign-in')).toEqual(['/api/v1/session']);
  });

  it("include the data of an area's first page", async () => {
    expect(await requestsFor('/field')).toEqual([
      '/api/v1/session',
      '/api/v1/technicians/me/day',
      '/api/v1/technicians',
    ]);
  });

  it('include no data for deeper pages', async () => {
    expect(await requestsFor('/field/parts')).toEqual(['/api/v1/session']);
  });

  it.each([
    ['is not signed in', () => Promise.resolve(new Response('{}', { status: 401 }))],
    ['is unreachable', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('include no data if the session %s', async (_why, session) => {
    answer = session;
    expect(await requestsFor('/today')).toEqual(['/api/v1/session']);
  });
});
