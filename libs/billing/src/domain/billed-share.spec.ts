import { contractMonth } from '#metering';
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
});
