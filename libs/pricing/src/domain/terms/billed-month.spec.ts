import fc from 'fast-check';
import { billingMonthOf, countDays, plusDays } from '#contracts/domain';
import { addMonths, calendarMonth, contractMonth } from '#metering/domain';
import { billedFraction, billedMonth, contractYears } from './billed-month.js';

const zone = 'Europe/Warsaw';
const billed = (month: string, startsOn: string, endsOn: string | null) => {
  const found = billedMonth(calendarMonth(month, zone), {
    zone,
    billingCalendar: 'calendar' as const,
    startsOn,
    endsOn,
  });
  return found && [found.from.date, found.to.date, found.period.from, found.period.to];
};

describe('billedMonth', () => {
  it.each([
    ['a whole month', '2026-11', '2025-02-01', null, '2026-11-01', '2026-12-01'],
    ['a first month from its start date', '2026-02', '2026-02-15', null, '2026-02-15', '2026-03-01'],
    ['up to and including its end date', '2026-11', '2025-02-01', '2026-11-10', '2026-11-01', '2026-11-11'],
    ['an end on the last day', '2026-11', '2025-02-01', '2026-11-30', '2026-11-01', '2026-12-01'],
    ['a month with 25 hours on one day', '2026-10', '2026-10-25', null, '2026-10-25', '2026-11-01'],
    ['a term within one month', '2024-02', '2024-02-10', '2024-02-11', '2024-02-10', '2024-02-12'],
  ])('%s', (_name, month, startsOn, endsOn, from, to) => {
    const { firstDay, endDay } = calendarMonth(month, zone);
    expect(billed(month, startsOn, endsOn)).toEqual([from, to, firstDay, endDay]);
  });

  it.each([
    ['before the start', '2026-01', '2026-02-01', null],
    ['after the end', '2026-12', '2025-02-01', '2026-11-30'],
  ])('is null %s', (_name, month, startsOn, endsOn) => {
    expect(billed(month, startsOn, endsOn)).toBeNull();
  });

  it.each([
    ['a month from its start date', '2026-10', '2026-10-15', null, '2026-10-15', '2026-11-15'],
    ['a month that is cut by an end', '2026-10', '2026-08-15', '2026-11-02', '2026-10-15', '2026-11-03'],
    ['a month without a 31st in February', '2026-02', '2026-01-31', null, '2026-02-28', '2026-03-31'],
  ])('counts months from the start date: %s', (_name, month, startsOn, endsOn, from, to) => {
    const term = { zone, billingCalendar: 'anniversary' as const, startsOn, endsOn };
    const bounds = contractMonth(month, term);
    const found = billedMonth(bounds, term)!;
    expect([found.from.date, found.to.date]).toEqual([from, to]);
    expect(found.period).toEqual({ from: bounds.firstDay, to: bounds.endDay });
  });

  it('bills every day of a term in exactly one month, in any time zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 1, max: 800 }),
        fc.constantFrom('Europe/Warsaw', 'Asia/Jakarta', 'America/Mexico_City', 'Australia/Lord_Howe'),
        fc.constantFrom('calendar' as const, 'anniversary' as const),
        (start, length, zone, billingCalendar) => {
          const startsOn = plusDays('2020-01-01', start);
          const endsOn = plusDays(startsOn, length);
          const term = { zone, billingCalendar, startsOn, endsOn };
          const months = [];
          const last = billingMonthOf(endsOn, term);
          for (let month = billingMonthOf(startsOn, term); month <= last; month = addMonths(month, 1))
            months.push(billedMonth(contractMonth(month, term), term)!);
          expect(months.reduce((sum, { from, to }) => sum + countDays(from.date, to.date), 0)).toBe(
            length + 1,
          );
          expect(months[0]!.from.date).toBe(startsOn);
          expect(months.at(-1)!.to.date).toBe(plusDays(endsOn, 1));
          for (const [index, month] of months.entries()) {
            const { used, of } = billedFraction(month, month.from.date, month.to.date);
            expect(used).toBeLessThanOrEqual(of);
            if (index > 0) expect(month.from.date).toBe(months[index - 1]!.to.date);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('contractYears', () => {
  const years = (startsOn: string, endsOn: string | null, until: string) =>
    contractYears({ zone, billingCalendar: 'calendar' as const, startsOn, endsOn }, until).map(
      ({ from, to }) => [from.date, to.date],
    );

  it.each([
    ['empty before the contract starts', '2026-03-01', null, '2026-03-01', []],
    ['the first one from its start date', '2025-09-15', null, '2026-09-01', [['2025-09-15', '2026-09-15']]],
    [
      'two if one ends within the month',
      '2025-09-15',
      null,
      '2026-10-01',
      [
        ['2025-09-15', '2026-09-15'],
        ['2026-09-15', '2027-09-15'],
      ],
    ],
    [
      'cut by the end of the contract',
      '2025-09-15',
      '2026-01-31',
      '2026-10-01',
      [['2025-09-15', '2026-02-01']],
    ],
    [
      'counted from a leap day, which other years lack',
      '2024-02-29',
      null,
      '2025-03-01',
      [
        ['2024-02-29', '2025-02-28'],
        ['2025-02-28', '2026-02-28'],
      ],
    ],
  ])('are %s', (_name, startsOn, endsOn, until, expected) => {
    expect(years(startsOn, endsOn, until)).toEqual(expected);
  });
});
