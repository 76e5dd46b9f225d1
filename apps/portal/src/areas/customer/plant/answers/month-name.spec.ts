import { monthName } from './month-name.js';

describe('the month of a bill in a sentence', () => {
  it.each([
    ['2026-10-01', '2026-11-01', 'en-GB', 'October'],
    ['2026-10-01', '2026-11-01', 'zh-CN', '10月'],
    ['2026-10-15', '2026-11-15', 'en-GB', '15 Oct\u2009\u2013\u200914 Nov'],
    ['2026-10-31', '2026-11-30', 'pl-PL', '31 paź\u201329 lis'],
  ])('from %s to %s in %s is %s', (from, to, locale, name) => {
    expect(monthName(from, to, locale)).toBe(name);
  });
});
