import fc from 'fast-check';
import { type BillingMonths, billingMonthOf, daysOfBillingMonth, monthOfContract } from './billing-months.js';
import { plusDays } from './local-dates.js';

const from = (startsOn: string): BillingMonths => ({ billingCalendar: 'anniversary', startsOn });
const calendar = (startsOn: string): BillingMonths => ({ billingCalendar: 'calendar', startsOn });

describe('the billing month of a day', () => {
  it.each<[string, BillingMonths, string, string, string, number]>([
    ['of the calendar', calendar('2026-10-15'), '2026-11-03', '2026-11', '2026-11-01', 2],
    ['before the day of the start', from('2026-10-15'), '2026-11-14', '2026-10', '2026-10-15', 1],
    ['on the day of the start', from('2026-10-15'), '2026-11-15', '2026-11', '2026-11-15', 2],
    ['without a 31st in February', from('2026-01-31'), '2026-02-28', '2026-02', '2026-02-28', 2],
    ['after February', from('2026-01-31'), '2026-03-30', '2026-02', '2026-02-28', 2],
    ['and on the 31st again', from('2026-01-31'), '2026-03-31', '2026-03', '2026-03-31', 3],
    ['across a year', from('2026-12-20'), '2027-01-05', '2026-12', '2026-12-20', 1],
    ['of the first of a month', from('2026-10-01'), '2026-11-30', '2026-11', '2026-11-01', 2],
  ])('%s', (_name, months, day, name, firstDay, index) => {
    expect(billingMonthOf(day, months)).toBe(name);
    expect(daysOfBillingMonth(name, months).firstDay).toBe(firstDay);
    expect(monthOfContract(day, months)).toBe(index);
  });

  it('begins with its first day, and the day before is in another month', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: 0, max: 4000 }),
        fc.constantFrom('calendar' as const, 'anniversary' as const),
        (start, after, billingCalendar) => {
          const months = { billingCalendar, startsOn: plusDays('2020-01-01', start) };
          const day = plusDays(months.startsOn, after);
          const name = billingMonthOf(day, months);
          const { firstDay: first, endDay } = daysOfBillingMonth(name, months);
          expect(first <= day && first.slice(0, 7) === name).toBe(true);
          expect(billingMonthOf(first, months)).toBe(name);
          expect(billingMonthOf(endDay, months) > name && billingMonthOf(plusDays(endDay, -1), months)).toBe(
            name,
          );
          expect(billingMonthOf(plusDays(first, -1), months) < name).toBe(true);
        },
      ),
    );
  });
});
