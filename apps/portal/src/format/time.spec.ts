import fc from 'fast-check';
import {
  dayBefore,
  durationParts,
  formatBillingMonth,
  formatDate,
  formatDateThisYearShort,
  formatDay,
  formatTime,
  formatTimeWithOtherDay,
  instantToWallTime,
  plusDays,
  wallTimeToInstant,
  wallTimeToIso,
  zoneCity,
  zoneOffsetMinutes,
} from './time.js';

const at = (iso: string): number => Date.parse(iso);

describe('an instant on the page', () => {
  it.each([
    ['Europe/Warsaw', '26 Nov 2026', '00:30'],
    ['America/Mexico_City', '25 Nov 2026', '17:30'],
    ['Asia/Jakarta', '26 Nov 2026', '06:30'],
  ])('is the day and the time of %s', (zone, date, time) => {
    const instant = at('2026-11-25T23:30:00Z');
    expect(formatDate(instant, 'en-GB', zone)).toBe(date);
    expect(formatTime(instant, 'en-GB', zone)).toBe(time);
  });

  it('has a time from 00 to 23, optionally with seconds', () => {
    expect(formatTime(at('2026-11-25T00:00:07Z'), 'en-GB', 'UTC')).toBe('00:00');
    expect(formatTime(at('2026-11-25T00:00:07Z'), 'en-GB', 'UTC', true)).toBe('00:00:07');
    expect(formatTime(at('2026-11-25T00:00:00Z'), 'zh-CN', 'UTC')).toBe('00:00');
  });

  it.each([
    ['2026-11-25T23:00:00Z', 'Europe/Warsaw', '00:00'],
    ['2026-11-25T22:59:00Z', 'Europe/Warsaw', '25 Nov 23:59'],
    ['2026-11-25T22:59:00Z', 'UTC', '25 Nov 22:59'],
    ['2026-11-26T23:30:00Z', 'Europe/Warsaw', '27 Nov 00:30'],
    ['2025-11-26T12:00:00Z', 'UTC', '26 Nov 2025 12:00'],
  ])('%s in %s has a date only if it is another day there: %s', (instant, zone, shown) => {
    expect(formatTimeWithOtherDay(at(instant), at('2026-11-26T12:00:00Z'), 'en-GB', zone)).toBe(shown);
  });

  it('shows its weekday without a comma', () => {
    expect(formatDay(at('2026-11-25T12:00:00Z'), 'en-GB', 'UTC')).toBe('Wed 25 Nov 2026');
  });

  it.each([
    ['2026-01-01T00:30:00Z', 'Europe/Warsaw', '1 Jan'],
    ['2025-12-31T22:30:00Z', 'Europe/Warsaw', '31 Dec 2025'],
    ['2025-12-31T23:30:00Z', 'Europe/Warsaw', '1 Jan'],
    ['2026-01-01T00:30:00Z', 'America/Mexico_City', '31 Dec 2025'],
  ])('%s in %s shows its year unless it is the current year there', (instant, zone, shown) => {
    expect(formatDateThisYearShort(at(instant), at('2026-11-25T12:00:00Z'), 'en-GB', zone)).toBe(shown);
  });
});

describe('a billing month', () => {
  it.each([
    ['2026-02-01', '2026-03-01', 'February 2026'],
    ['2026-02-10', '2026-02-20', 'February 2026'],
    ['2026-01-15', '2026-02-15', '15 Jan\u2009\u2013\u200914 Feb 2026'],
    ['2025-12-31', '2026-01-31', '31 Dec 2025\u2009\u2013\u200930 Jan 2026'],
  ])('from %s to %s is named %s', (from, to, name) => {
    expect(formatBillingMonth(from, to, 'en-GB')).toBe(name);
  });
});

describe('calendar days', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-11-25', 0, '2026-11-25'],
  ])('%s plus %d days is %s', (day, days, other) => {
    expect(plusDays(day, days)).toBe(other);
  });

  it('are reversed by the day before', () => {
    expect(dayBefore(plusDays('2026-12-31', 1))).toBe('2026-12-31');
  });
});

describe('a time zone', () => {
  it.each([
    ['Europe/Warsaw', '2026-07-01T00:00:00Z', 120],
    ['Europe/Warsaw', '2026-12-01T00:00:00Z', 60],
    ['Asia/Kolkata', '2026-12-01T00:00:00Z', 330],
    ['America/Mexico_City', '2026-12-01T00:00:00Z', -360],
    ['UTC', '2026-12-01T00:00:00.999Z', 0],
  ])('%s is ahead of UTC at %s by %d minutes', (zone, instant, minutes) => {
    expect(zoneOffsetMinutes(zone, at(instant))).toBe(minutes);
  });

  it.each([
    ['America/Mexico_City', 'Mexico City'],
    ['America/Argentina/Buenos_Aires', 'Buenos Aires'],
    ['UTC', 'UTC'],
  ])('%s has the city %s', (zone, city) => {
    expect(zoneCity(zone)).toBe(city);
  });
});

describe('a local time', () => {
  it.each([
    ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z', 'does not exist when clocks go forward'],
    ['2026-03-29T01:59', '2026-03-29T00:59:00.000Z', 'is the last minute before that'],
    ['2026-03-29T03:00', '2026-03-29T01:00:00.000Z', 'is the first minute after that'],
    ['2026-10-25T01:30', '2026-10-24T23:30:00.000Z', 'is before clocks go back'],
    ['2026-10-25T03:00', '2026-10-25T02:00:00.000Z', 'is after clocks went back'],
  ])('%s in Warsaw is %s: it %s', (wall, instant) => {
    expect(wallTimeToIso(wall, 'Europe/Warsaw')).toBe(instant);
  });

  it('stays empty', () => {
    expect(wallTimeToIso('', 'Asia/Jakarta')).toBe('');
  });

  it('can have seconds', () => {
    expect(wallTimeToIso('2026-11-25T08:15:30', 'Asia/Jakarta')).toBe('2026-11-25T01:15:30.000Z');
  });

  it.each([
    ['Europe/Warsaw', '2026-03-29T02:30', '2026-03-29T03:30'],
    ['America/New_York', '2026-03-08T02:30', '2026-03-08T03:30'],
    ['Australia/Lord_Howe', '2026-10-04T02:10', '2026-10-04T02:40'],
  ])('moves a time that %s skips forward by the gap', (zone, skipped, expected) => {
    expect(instantToWallTime(wallTimeToInstant(skipped, zone), zone)).toBe(expected);
  });

  it('round-trips wherever it is unambiguous', () => {
    const zones = fc.constantFrom(
      'Europe/Warsaw',
      'Asia/Kolkata',
      'America/Mexico_City',
      'Asia/Shanghai',
      'UTC',
    );
    // A summer and a winter day, neither near a clock change.
    const days = fc.constantFrom('2026-07-01', '2026-12-15');
    const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
    fc.assert(
      fc.property(zones, days, minutes, (zone, day, minute) => {
        const clock = [Math.floor(minute / 60), minute % 60]
          .map((part) => String(part).padStart(2, '0'))
          .join(':');
        const wall = `${day}T${clock}`;
        expect(instantToWallTime(wallTimeToInstant(wall, zone), zone)).toBe(wall);
      }),
    );
  });
});

describe('a duration', () => {
  it.each([
    [0, [0, 0, 0, 0]],
    [59_999, [0, 0, 0, 59]],
    [3_600_000, [0, 1, 0, 0]],
    [90_061_000, [1, 1, 1, 1]],
    [-90_061_000, [1, 1, 1, 1]],
  ])('of %d ms is split into days, hours, minutes and seconds', (ms, parts) => {
    const { days, hours, minutes, seconds } = durationParts(ms);
    expect([days, hours, minutes, seconds]).toEqual(parts);
  });
});
