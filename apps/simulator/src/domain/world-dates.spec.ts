import fc from 'fast-check';
import {
  atLocalTime,
  extendHolidays,
  lastContractDay,
  moveContractDay,
  moveDay,
  moveInstant,
  createWorldDates,
} from './world-dates.js';

const AS_OF = '2026-11-24T12:00:00Z';
const WEEK_MS = 7 * 86_400_000;

describe('dates of the demo', () => {
  it('stay the same with --as-of', () => {
    const dates = createWorldDates(AS_OF, Date.parse('2026-12-01T09:00:00Z'), true);
    expect(dates).toMatchObject({ shiftMs: 0, shiftMonths: 0, asOfMs: Date.parse(AS_OF) });
    expect(moveContractDay(dates, '2025-02-01')).toBe('2025-02-01');
  });

  it.each([
    ['2026-11-24T12:00:00Z', 0, 0],
    ['2026-12-01T11:59:59Z', 0, 0],
    ['2026-12-01T12:00:00Z', 1, 0],
    ['2026-11-24T11:00:00Z', -1, 0],
    ['2027-11-30T15:00:00Z', 53, 12],
  ])('if first started at %s, move by %i weeks, and contracts by %i months', (firstStart, weeks, months) => {
    const dates = createWorldDates(AS_OF, Date.parse(firstStart), false);
    expect(dates.shiftMs).toBe(weeks * WEEK_MS);
    expect(dates.shiftMonths === months).toBe(true);
    expect(dates.asOfMs).toBe(Date.parse(firstStart));
  });

  it.each([
    ['2025-02-01', 60, '2030-01-31'],
    ['2024-03-01', 12, '2025-02-28'],
    ['2025-09-15', 60, '2030-09-14'],
  ])('end a term that began on %s after %i months on %s', (start, months, last) => {
    const dates = createWorldDates(AS_OF, Date.parse(AS_OF), true);
    expect(lastContractDay(dates, start, months)).toBe(last);
  });

  it('keep the weekday and time of day of each story, and the first of a month for each contract', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') }),
        (firstStart) => {
          const dates = createWorldDates(AS_OF, firstStart, false);
          const story = '2026-11-14T22:30:00Z';
          expect(Number.isInteger((moveInstant(dates, story) - Date.parse(story)) / WEEK_MS)).toBe(true);
          expect(new Date(`${moveDay(dates, '2026-11-14')}T00:00:00Z`).getUTCDay()).toBe(6);
          expect(moveContractDay(dates, '2025-02-01')).toMatch(/-01$/);
          // The date of the stories is never in the future, and less than a week ago.
          const lag = firstStart - moveInstant(dates, AS_OF);
          expect(lag).toBeGreaterThanOrEqual(0);
          expect(lag).toBeLessThan(WEEK_MS);
        },
      ),
    );
  });

  it('convert local times', () => {
    expect(new Date(atLocalTime('2026-07-14', '08:00', 'Europe/Warsaw')).toISOString()).toBe(
      '2026-07-14T06:00:00.000Z',
    );
    expect(new Date(atLocalTime('2026-11-24', '08:00', 'Asia/Jakarta')).toISOString()).toBe(
      '2026-11-24T01:00:00.000Z',
    );
  });

  it('repeat only holidays with a fixed date', () => {
    const days = extendHolidays(['2026-11-01', '2027-03-28'], 'PL', 2027);
    expect(days).toContain('2027-11-11');
    expect(days).toContain('2027-03-28');
    expect(days).not.toContain('2028-03-28');
    expect(days.filter((day) => day === '2026-11-01')).toHaveLength(1);
    expect(extendHolidays(['2026-02-01'], 'XX', 2026)).toEqual(['2026-02-01']);
  });
});
