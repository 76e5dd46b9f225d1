import { isOpen } from './hub-hours.js';

const HOURS = { days: [1, 2, 3, 4, 5], open: '08:00', close: '17:00' };

describe('the opening hours of a hub in Jakarta', () => {
  it.each([
    ['Wednesday at eight', '2026-11-25T01:00:00Z', true],
    ['Wednesday at a minute to eight', '2026-11-25T00:59:00Z', false],
    ['Wednesday at five', '2026-11-25T10:00:00Z', false],
    ['Wednesday at a minute to five', '2026-11-25T09:59:00Z', true],
    ['Sunday evening in UTC, Monday morning in Jakarta', '2026-11-29T22:00:00Z', false],
    ['Sunday evening in UTC, Monday at nine in Jakarta', '2026-11-30T02:00:00Z', true],
    ['Saturday', '2026-11-28T03:00:00Z', false],
  ])('%s', (_when, instant, open) => {
    expect(isOpen(HOURS, 'Asia/Jakarta', Date.parse(instant))).toBe(open);
  });

  it('treats Sunday as day seven', () => {
    expect(isOpen({ ...HOURS, days: [7] }, 'Asia/Jakarta', Date.parse('2026-11-29T03:00:00Z'))).toBe(true);
  });
});
