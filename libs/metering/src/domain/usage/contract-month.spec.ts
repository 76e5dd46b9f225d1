import fc from 'fast-check';
import { localDate } from '#contracts/domain';
import { addMonths, calendarMonth, calendarMonths, localDays, monthOf } from './contract-month.js';

const HOUR = 3_600_000;

describe('calendarMonth', () => {
  it.each([
    ['2026-11', 'Europe/Warsaw', '2026-10-31T23:00:00.000Z', '2026-11-30T23:00:00.000Z', 30, 720],
    ['2026-10', 'Europe/Warsaw', '2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z', 31, 745],
    ['2026-03', 'Europe/Warsaw', '2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z', 31, 743],
    ['2024-03', 'America/New_York', '2024-03-01T05:00:00.000Z', '2024-04-01T04:00:00.000Z', 31, 743],
    ['2026-11', 'Asia/Jakarta', '2026-10-31T17:00:00.000Z', '2026-11-30T17:00:00.000Z', 30, 720],
    ['2026-10', 'America/Mexico_City', '2026-10-01T06:00:00.000Z', '2026-11-01T06:00:00.000Z', 31, 744],
    ['2024-02', 'UTC', '2024-02-01T00:00:00.000Z', '2024-03-01T00:00:00.000Z', 29, 696],
  ])('%s in %s runs from %s to %s', (month, zone, from, to, days, hours) => {
    const period = calendarMonth(month, zone);
    expect([new Date(period.from).toISOString(), new Date(period.to).toISOString()]).toEqual([from, to]);
    expect(period.days).toBe(days);
    expect((period.to - period.from) / HOUR).toBe(hours);
  });

  it('begins the first day with its first instant if midnight is skipped', () => {
    const [day] = localDays(
      Date.parse('2018-11-04T03:00:00Z'),
      Date.parse('2018-11-04T04:00:00Z'),
      'America/Sao_Paulo',
    );
    expect(day).toEqual({
      day: '2018-11-04',
      from: Date.parse('2018-11-04T03:00:00Z'),
      to: Date.parse('2018-11-05T02:00:00Z'),
    });
  });

  it('begins the first day with the earlier of two midnights', () => {
    const [day] = localDays(
      Date.parse('2025-11-02T12:00:00Z'),
      Date.parse('2025-11-02T13:00:00Z'),
      'America/Havana',
    );
    expect(day!.from).toBe(Date.parse('2025-11-02T04:00:00Z'));
    expect(day!.to - day!.from).toBe(25 * HOUR);
  });

  it.each([['2026-13'], ['2026-1'], ['november'], ['']])('rejects the month %p', (month) => {
    expect(() => calendarMonth(month, 'UTC')).toThrow(
      expect.objectContaining({ code: 'metering.month_invalid' }),
    );
  });

  it('rejects an unknown time zone', () => {
    expect(() => calendarMonth('2026-11', 'Mars/Olympus')).toThrow(
      expect.objectContaining({ code: 'contracts.zone_unknown' }),
    );
  });

  it('creates consecutive months of whole local days, without gaps or overlaps', () => {
    const zones = [
      'Europe/Warsaw',
      'America/Mexico_City',
      'Asia/Jakarta',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'America/New_York',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 480 }), (zone, offset) => {
        const month = addMonths('2000-01', offset);
        const period = calendarMonth(month, zone);
        expect(calendarMonth(addMonths(month, 1), zone).from).toBe(period.to);
        expect(monthOf(period.from, calendarMonths(zone))).toBe(month);
        expect(monthOf(period.to - 1, calendarMonths(zone))).toBe(month);
        const days = localDays(period.from, period.to, zone);
        expect(days).toHaveLength(period.days);
        expect(days[0]!.from).toBe(period.from);
        expect(days.at(-1)!.to).toBe(period.to);
        days.slice(1).forEach((day, index) => expect(day.from).toBe(days[index]!.to));
        days.forEach((day) =>
          expect([localDate(day.from, zone), localDate(day.to - 1, zone)]).toEqual([day.day, day.day]),
        );
      }),
      { numRuns: 60 },
    );
  });
});
