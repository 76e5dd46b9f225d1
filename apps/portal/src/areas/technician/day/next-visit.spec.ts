/// <reference types="vitest/globals" />
import { nextVisit } from './next-visit.js';

const visit = (from: string, state: string) => ({ from, to: from, state });

describe('the next visit', () => {
  it('is the visit in progress, otherwise the first unfinished one', () => {
    const done = visit('07', 'done');
    const later = visit('10', 'planned');
    const sooner = visit('08', 'planned');
    const here = visit('09', 'on_site');
    expect(nextVisit([later, done, sooner, here])).toBe(here);
    expect(nextVisit([later, done, sooner])).toBe(sooner);
    expect(nextVisit([done])).toBeUndefined();
  });
});
