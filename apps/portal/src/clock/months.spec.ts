import { monthAfter, yearUntil } from './months.js';

describe('months', () => {
  it('cross the end of the year', () => {
    expect(monthAfter('2026-11', 2)).toBe('2027-01');
    expect(monthAfter('2026-01', -1)).toBe('2025-12');
    expect(yearUntil('2026-11')).toEqual({ from: '2025-12', to: '2026-11' });
  });
});
