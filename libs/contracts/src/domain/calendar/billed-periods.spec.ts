import fc from 'fast-check';
import { billedPeriods, type BillingCalendar, type Horizon } from './billed-periods.js';
import { DateTime } from 'luxon';
import { countDays, isDate, plusDays, plusMonths } from './local-dates.js';

const calendar = (given: Partial<BillingCalendar>): BillingCalendar => ({
  zone: 'UTC',
  start: '2024-03-01',
  every: { unit: 'month', count: 1 },
  align: 'calendar',
  anchorDate: null,
  dayCount: 'day',
  trialDays: 0,
  end: null,
  movedAnchors: [],
  ...given,
});

const spans = (given: Partial<BillingCalendar>, horizon: Horizon = { count: 1 }): string[] =>
  billedPeriods(calendar(given), horizon).map(({ period, from, to }) =>
    from.date === period.from && to.date === period.to
      ? `${period.from}/${period.to}`
      : `${from.date}/${to.date} of ${period.from}/${period.to}`,
  );

const every = (unit: BillingCalendar['every']['unit'], count = 1) => ({ unit, count });

describe('the periods that a contract bills', () => {
  it.each<[string, Partial<BillingCalendar>, Horizon, string[]]>([
    [
      'remember the 31st (PER-02)',
      { start: '2022-12-31', align: 'anniversary', every: every('month', 3) },
      { count: 4 },
      ['2022-12-31/2023-03-31', '2023-03-31/2023-06-30', '2023-06-30/2023-09-30', '2023-09-30/2023-12-31'],
    ],
    [
      'return to the 31st after February',
      { start: '2023-01-31', align: 'anniversary' },
      { count: 3 },
      ['2023-01-31/2023-02-28', '2023-02-28/2023-03-31', '2023-03-31/2023-04-30'],
    ],
    [
      'remember 29 February (PER-03)',
      { start: '2020-02-29', align: 'anniversary', every: every('year') },
      { until: '2024-03-01' },
      [
        '2020-02-29/2021-02-28',
        '2021-02-28/2022-02-28',
        '2022-02-28/2023-02-28',
        '2023-02-28/2024-02-29',
        '2024-02-29/2025-02-28',
      ],
    ],
    [
      'begin in the middle of a quarter (PER-11)',
      { start: '2025-10-08', every: every('month', 3) },
      { count: 1 },
      ['2025-10-08/2026-01-01 of 2025-10-01/2026-01-01'],
    ],
    [
      'align with an agreed day before and after it',
      { start: '2025-04-15', every: every('year'), anchorDate: '2026-04-01' },
      { count: 2 },
      ['2025-04-15/2026-04-01 of 2025-04-01/2026-04-01', '2026-04-01/2027-04-01'],
    ],
    [
      'have weeks from Monday, by the local date of an instant (PRO-21)',
      { start: '2023-06-16T05:00:00Z', zone: 'America/Denver', every: every('week') },
      { count: 1 },
      ['2023-06-15/2023-06-19 of 2023-06-12/2023-06-19'],
    ],
    [
      'count rhythms of days from the start',
      { start: '2024-03-09', every: every('day', 10) },
      { count: 2 },
      ['2024-03-09/2024-03-19', '2024-03-19/2024-03-29'],
    ],
    [
      'begin after the trial (PRO-30)',
      { start: '2024-03-05', trialDays: 10 },
      { count: 1 },
      ['2024-03-15/2024-04-01 of 2024-03-01/2024-04-01'],
    ],
    [
      'leave out periods within the trial (PRO-30)',
      { start: '2024-03-05', trialDays: 45 },
      { count: 1 },
      ['2024-04-19/2024-05-01 of 2024-04-01/2024-05-01'],
    ],
    [
      'end with the last day billed',
      { end: { on: '2024-04-10', end: 'after' } },
      { count: 9 },
      ['2024-03-01/2024-04-01', '2024-04-01/2024-04-11 of 2024-04-01/2024-05-01'],
    ],
    [
      'end before a day',
      { end: { on: '2024-04-01', end: 'before' } },
      { count: 9 },
      ['2024-03-01/2024-04-01'],
    ],
    [
      'are empty if the trial is longer',
      { trialDays: 40, end: { on: '2024-03-20', end: 'after' } },
      { count: 9 },
      [],
    ],
    [
      'include a stub when the billing day moves (PER-12)',
      {
        start: '2024-11-20',
        align: 'anniversary',
        movedAnchors: [{ on: '2025-01-20', anchorDate: '2025-01-25' }],
      },
      { count: 4 },
      [
        '2024-11-20/2024-12-20',
        '2024-12-20/2025-01-20',
        '2025-01-20/2025-01-25 of 2024-12-25/2025-01-25',
        '2025-01-25/2025-02-25',
      ],
    ],
    [
      'are cut if the billing day moves within one',
      { movedAnchors: [{ on: '2024-03-11', anchorDate: '2024-03-15' }] },
      { count: 3 },
      [
        '2024-03-01/2024-03-11 of 2024-03-01/2024-04-01',
        '2024-03-11/2024-03-15 of 2024-02-15/2024-03-15',
        '2024-03-15/2024-04-15',
      ],
    ],
  ])('%s', (_name, given, horizon, expected) => {
    expect(spans(given, horizon)).toEqual(expected);
  });

  it.each([
    ['America/New_York', '2024-03-09', 2, 47],
    ['America/New_York', '2024-11-02', 2, 49],
    ['Australia/Sydney', '2024-04-06', 2, 49],
    ['Australia/Lord_Howe', '2024-04-07', 1, 24.5],
    ['America/Havana', '2024-11-03', 1, 25],
    ['America/Santiago', '2024-09-08', 1, 23],
  ])('have the hours of their days in %s on %s (PER-09)', (zone, start, count, hours) => {
    const [period] = billedPeriods(calendar({ zone, start, every: every('day', count) }), { count: 1 });
    expect((period!.to.at - period!.from.at) / 3_600_000).toBe(hours);
  });

  it('follow each other from the first billed day, with each day of the term in exactly one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.record({
          unit: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const),
          count: fc.integer({ min: 1, max: 14 }),
        }),
        fc.constantFrom('calendar' as const, 'anniversary' as const),
        fc.option(fc.integer({ min: -900, max: 900 })),
        fc.integer({ min: 0, max: 60 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: -60, max: 60 })), {
          maxLength: 3,
        }),
        fc.constantFrom('Europe/Warsaw', 'Asia/Jakarta', 'America/Havana'),
        (day, rhythm, align, anchor, trialDays, moves, zone) => {
          const start = plusDays('2020-01-01', day);
          const periods = billedPeriods(
            calendar({
              zone,
              start,
              every: rhythm,
              align,
              trialDays,
              anchorDate: anchor === null ? null : plusDays(start, anchor),
              movedAnchors: moves.map(([on, by]) => ({
                on: plusDays(start, on),
                anchorDate: plusDays(start, on + by),
              })),
            }),
            { count: 12 },
          );
          expect(periods).toHaveLength(12);
          expect(periods[0]!.from.date).toBe(plusDays(start, trialDays));
          for (const [index, { period, from, to, expectedTo }] of periods.entries()) {
            if (index > 0) expect(from).toEqual(periods[index - 1]!.to);
            expect(countDays(from.date, to.date)).toBeGreaterThan(0);
            expect(period.from <= from.date && to.date <= period.to).toBe(true);
            expect(expectedTo.date).toBe(period.to);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('dates', () => {
  const date = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10));
  const later = (day: string, by: { readonly days: number } | { readonly months: number }): string =>
    DateTime.fromISO(day, { zone: 'UTC' }).plus(by).toISODate()!;

  it('are calculated by the calendar', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -5000, max: 5000 }), (day, by) => {
        expect(plusDays(day, by)).toBe(later(day, { days: by }));
        expect(plusMonths(day, by % 500)).toBe(later(day, { months: by % 500 }));
      }),
    );
  });

  it.each(['2026-02-30', '2025-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '26-04-30', '2026-4-3'])(
    '%s does not exist',
    (text) => expect(isDate(text)).toBe(false),
  );

  it.each(['2024-02-29', '0001-01-01', '9999-12-31'])('%s exists', (text) => expect(isDate(text)).toBe(true));
});
