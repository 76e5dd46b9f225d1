import { isBilledByRun, monthOfRun } from './run-month.js';

const contract = (
  billingCalendar: 'calendar' | 'anniversary',
  startsOn: string,
  endsOn: string | null = null,
) => ({
  billingCalendar,
  startsOn,
  endsOn,
  zone: 'Europe/Warsaw',
});
const NOW = new Date('2026-12-01T08:00:00Z');

describe('a billing run of November', () => {
  it.each([
    ['November by the calendar', contract('calendar', '2026-03-15'), '2026-11', true],
    ['the month that ended on 14 November', contract('anniversary', '2026-03-15'), '2026-10', true],
    ['November if months begin on the 1st anyway', contract('anniversary', '2026-03-01'), '2026-11', true],
    [
      'the month from the 30th that ended on 29 November',
      contract('anniversary', '2026-01-30'),
      '2026-10',
      true,
    ],
    ['nothing of a month that has only just begun', contract('anniversary', '2026-11-15'), '2026-10', false],
    ['the days up to an end', contract('anniversary', '2026-03-15', '2026-10-20'), '2026-10', true],
    ['nothing after the end', contract('anniversary', '2026-03-15', '2026-10-14'), '2026-10', false],
  ])('%s', (_what, of, month, isBilled) => {
    expect(monthOfRun('2026-11', of)).toBe(month);
    expect(isBilledByRun(month, of, NOW)).toBe(isBilled);
  });

  it('bills nothing for a month that has not begun in the contract’s time zone', () => {
    expect(
      isBilledByRun('2026-12', contract('calendar', '2026-03-15'), new Date('2026-11-30T22:59:59Z')),
    ).toBe(false);
    expect(
      isBilledByRun('2026-12', contract('calendar', '2026-03-15'), new Date('2026-11-30T23:00:00Z')),
    ).toBe(true);
  });
});
