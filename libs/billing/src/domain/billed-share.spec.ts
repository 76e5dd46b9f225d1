import fc from 'fast-check';
import { countDays, plusDays } from '#contracts';
import { addMonths, contractMonth } from '#metering';
import { billedShare } from './billed-share.js';

const share = (month: string, startsOn: string, endsOn: string | null) =>
  billedShare(contractMonth(month, 'Europe/Warsaw'), { startsOn, endsOn });

describe('billedShare', () => {
  it.each([
    ['a whole month', '2026-11', '2025-02-01', null, '2026-11-01', '2026-12-01', 30, 30],
    ['a first month from its start date', '2026-02', '2026-02-15', null, '2026-02-15', '2026-03-01', 14, 28],
    [
      'a last month up to and with its end date',
      '2026-11',
      '2025-02-01',
      '2026-11-10',
      '2026-11-01',
      '2026-11-11',
      10,
      30,
    ],
    ['an end on the last day', '2026-11', '2025-02-01', '2026-11-30', '2026-11-01', '2026-12-01', 30, 30],
    ['a month with 25 hours on one day', '2026-10', '2026-10-25', null, '2026-10-25', '2026-11-01', 7, 31],
    ['a term inside one month', '2024-02', '2024-02-10', '2024-02-11', '2024-02-10', '2024-02-12', 2, 29],
  ])('%s', (_name, month, startsOn, endsOn, firstDay, endDay, days, of) => {
    expect(share(month, startsOn, endsOn)).toEqual({ firstDay, endDay, days, of });
  });

  it.each([
    ['before the start', '2026-01', '2026-02-01', null],
    ['after the end', '2026-12', '2025-02-01', '2026-11-30'],
  ])('is nothing %s', (_name, month, startsOn, endsOn) => {
    expect(share(month, startsOn, endsOn)).toBeNull();
  });

  it('bills every day of a term in exactly one month, whatever the zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 1, max: 800 }),
        fc.constantFrom('Europe/Warsaw', 'Asia/Jakarta', 'America/Mexico_City', 'Australia/Lord_Howe'),
        (start, length, zone) => {
          const startsOn = plusDays('2020-01-01', start);
          const endsOn = plusDays(startsOn, length);
          const shares = [];
          for (let month = startsOn.slice(0, 7); month <= endsOn.slice(0, 7); month = addMonths(month, 1))
            shares.push(billedShare(contractMonth(month, zone), { startsOn, endsOn })!);
          expect(shares.reduce((sum, { days }) => sum + days, 0)).toBe(length + 1);
          expect(shares[0]!.firstDay).toBe(startsOn);
          expect(shares.at(-1)!.endDay).toBe(plusDays(endsOn, 1));
          for (const [index, { firstDay, endDay, days, of }] of shares.entries()) {
            expect(countDays(firstDay, endDay)).toBe(days);
            expect(days).toBeLessThanOrEqual(of);
            if (index > 0) expect(firstDay).toBe(shares[index - 1]!.endDay);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
