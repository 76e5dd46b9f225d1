import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetEarlyAnswers } from './early-answers.js';
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
  forgetEarlyAnswers();
  vi.unstubAllGlobals();
});

const asked = async (pathname: string): Promise<readonly unknown[]> => {
  prepareFirstPage(pathname);
  await new Promise((resolve) => setTimeout(resolve));
  return vi.mocked(fetch).mock.calls.map(([address]) => address);
};

describe('what is requested before the scripts are there', () => {
  it('is the session of any page', async () => {
    expect(await asked('/sign-in')).toEqual(['/api/v1/session']);
  });

  it('is the data of the first page of an area too', async () => {
    expect(await asked('/field')).toEqual([
      '/api/v1/session',
      '/api/v1/technicians/me/day',
      '/api/v1/technicians',
    ]);
  });

  it('is no data of a page behind the first', async () => {
    expect(await asked('/field/parts')).toEqual(['/api/v1/session']);
  });

  it.each([
    ['is not signed in', () => Promise.resolve(new Response('{}', { status: 401 }))],
    ['cannot be reached', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('is no data for somebody whose session %s', async (_why, session) => {
    answer = session;
    expect(await asked('/today')).toEqual(['/api/v1/session']);
  });
});
