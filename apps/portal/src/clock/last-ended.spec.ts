/// <reference types="vitest/globals" />
import { lastEnded } from './last-ended.js';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const november = { periodTo: '2026-12-01' };
const october = { periodTo: '2026-11-01' };
const september = { periodTo: '2026-10-01' };

describe('the last period that has ended', () => {
  it.each([
    ['is the newest one with a completed period', [november, october, september], october],
    ['is the current one if there is no other', [november], november],
    ['is undefined without periods', [], undefined],
  ])('%s', (_case, bills, expected) => {
    expect(lastEnded(bills, NOW)).toBe(expected);
  });

  it('counts as over at the end of its last day', () => {
    expect(lastEnded([november, october], Date.parse('2026-12-01T00:00:00Z'))).toBe(november);
  });
});
