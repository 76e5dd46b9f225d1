import { billingMonthOf, daysOfMonth } from './billing-months.js';

const from = (startsOn: string, billingCalendar: 'calendar' | 'anniversary' = 'anniversary') => ({
  billingCalendar,
  startsOn,
});

describe('billing months', () => {
  it.each([
    ['2026-11-14', from('2026-02-15'), '2026-10', '2026-10-15', '2026-11-15'],
    ['2026-11-15', from('2026-02-15'), '2026-11', '2026-11-15', '2026-12-15'],
    ['2026-01-05', from('2025-12-31'), '2025-12', '2025-12-31', '2026-01-31'],
    ['2026-02-28', from('2025-12-31'), '2026-02', '2026-02-28', '2026-03-31'],
    ['2026-11-14', from('2026-02-15', 'calendar'), '2026-11', '2026-11-01', '2026-12-01'],
  ])('%s lies in that of its contract', (day, contract, month, first, end) => {
    expect(billingMonthOf(day, contract)).toBe(month);
    expect(daysOfMonth(month, contract)).toEqual({ from: first, to: end });
  });
});
