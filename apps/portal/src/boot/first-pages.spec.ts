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

  it("include the invoice that the customer's first page evaluates", async () => {
    const november = { id: 'N', periodTo: '2999-12-01', billGroup: null };
    const october = { id: 'O', periodTo: '2026-11-01', billGroup: null };
    answer = () => Promise.resolve(Response.json({ items: [november, october] }));
    expect(await requestsFor('/plant')).toEqual([
      '/api/v1/session',
      '/api/v1/machines?limit=100&include=duty',
      '/api/v1/alarms?limit=100&state=open',
      '/api/v1/contracts?limit=100',
      '/api/v1/invoices?limit=5',
      '/api/v1/invoices/O',
    ]);
  });

  it.each([
    ['no invoice', () => Response.json({ items: [] })],
    [
      'a group',
      () => Response.json({ items: [{ id: 'G', periodTo: '2026-11-01', billGroup: { id: 'B' } }] }),
    ],
    ['a refusal', () => new Response('{}', { status: 403 })],
  ])('include no further invoice after %s', async (_what, invoices) => {
    let calls = 0;
    answer = () => Promise.resolve((calls += 1) === 1 ? new Response('{}') : invoices());
    expect(await requestsFor('/plant')).toHaveLength(5);
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
