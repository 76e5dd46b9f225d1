import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  afterQuietHours,
  BUNDLE_MS,
  bundleDueAt,
  DEFAULT_TIMES,
  isQuiet,
  isTimeOfDay,
  mailDueAt,
  nextDigestAt,
  type Timetable,
} from './timing.js';

const HOUR = 3_600_000;
const times = (zone: string, more: Partial<Timetable> = {}): Timetable => ({
  zone,
  ...DEFAULT_TIMES,
  ...more,
});
const iso = (text: string): Date => new Date(text);

describe('the next digest', () => {
  it.each([
    ['later today', 'Europe/Warsaw', '08:00', '2026-11-30T05:00:00Z', '2026-11-30T07:00:00Z'],
    ['tomorrow, if it is due now', 'Europe/Warsaw', '08:00', '2026-11-30T07:00:00Z', '2026-12-01T07:00:00Z'],
    [
      'on the day when clocks go forward',
      'Europe/Warsaw',
      '08:00',
      '2026-03-28T07:00:00Z',
      '2026-03-29T06:00:00Z',
    ],
    [
      'on the day when clocks go back',
      'Europe/Warsaw',
      '08:00',
      '2026-10-24T06:00:00Z',
      '2026-10-25T07:00:00Z',
    ],
    ['at a time that is skipped', 'Europe/Warsaw', '02:30', '2026-03-29T00:00:00Z', '2026-03-29T01:30:00Z'],
    ['at a time that occurs twice', 'Europe/Warsaw', '02:30', '2026-10-25T00:00:00Z', '2026-10-25T00:30:00Z'],
    [
      'not at its second occurrence',
      'Europe/Warsaw',
      '02:30',
      '2026-10-25T00:30:00Z',
      '2026-10-26T01:30:00Z',
    ],
    ['where a day begins at one', 'Africa/Cairo', '00:30', '2026-04-23T12:00:00Z', '2026-04-23T22:30:00Z'],
    [
      'where clocks change by half an hour',
      'Australia/Lord_Howe',
      '08:00',
      '2026-10-03T00:00:00Z',
      '2026-10-03T21:00:00Z',
    ],
    ['in an unknown zone, by UTC', 'Mars/Olympus', '08:00', '2026-11-30T05:00:00Z', '2026-11-30T08:00:00Z'],
  ])('is %s (%s)', (_, zone, digestAt, after, expected) => {
    expect(nextDigestAt(iso(after), 'daily', times(zone, { digestAt }))).toEqual(iso(expected));
  });

  it.each([
    [1, '2026-11-30T06:59:59Z', '2026-11-30T07:00:00Z'],
    [1, '2026-11-30T07:00:00Z', '2026-12-07T07:00:00Z'],
    [5, '2026-11-30T07:00:00Z', '2026-12-04T07:00:00Z'],
    [7, '2026-11-30T07:00:00Z', '2026-12-06T07:00:00Z'],
  ])('of weekday %d after %s is %s', (digestWeekday, after, expected) => {
    expect(nextDigestAt(iso(after), 'weekly', times('Europe/Warsaw', { digestWeekday }))).toEqual(
      iso(expected),
    );
  });

  const zone = fc.constantFrom(
    'UTC',
    'Europe/Warsaw',
    'America/Mexico_City',
    'America/New_York',
    'America/Santiago',
    'Asia/Jakarta',
    'Asia/Kathmandu',
    'Africa/Cairo',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  );
  const instant = fc.date({
    min: iso('2020-01-01T00:00:00Z'),
    max: iso('2035-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  const timeOfDay = fc
    .tuple(fc.nat(23), fc.nat(59))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));

  it('comes once on each day of the calendar, at the chosen time unless the clock skips it', () => {
    fc.assert(
      fc.property(zone, instant, timeOfDay, (inZone, after, digestAt) => {
        const timetable = times(inZone, { digestAt });
        const first = nextDigestAt(after, 'daily', timetable);
        const second = nextDigestAt(first, 'daily', timetable);
        expect(first.getTime()).toBeGreaterThan(after.getTime());
        const local = (at: Date): DateTime => DateTime.fromJSDate(at, { zone: inZone });
        const days = local(second).startOf('day').diff(local(first).startOf('day'), 'days').days;
        expect(Math.round(days)).toBe(1);
        expect(second.getTime() - first.getTime()).toBeLessThanOrEqual(26 * HOUR);
        const shown = local(first).toFormat('HH:mm');
        if (shown !== digestAt) {
          const day = local(first).startOf('day');
          expect(day.offset).not.toBe(day.endOf('day').offset);
        }
      }),
    );
  });

  it('of a week is a daily digest on the chosen weekday', () => {
    fc.assert(
      fc.property(
        zone,
        instant,
        timeOfDay,
        fc.integer({ min: 1, max: 7 }),
        (inZone, after, digestAt, digestWeekday) => {
          const timetable = times(inZone, { digestAt, digestWeekday });
          const weekly = nextDigestAt(after, 'weekly', timetable);
          let daily = nextDigestAt(after, 'daily', timetable);
          while (DateTime.fromJSDate(daily, { zone: inZone }).weekday !== digestWeekday)
            daily = nextDigestAt(daily, 'daily', timetable);
          expect(weekly).toEqual(daily);
        },
      ),
    );
  });

  it('never falls into quiet hours that end before an email is due', () => {
    fc.assert(
      fc.property(zone, instant, timeOfDay, timeOfDay, (inZone, at, quietFrom, quietTo) => {
        const timetable = times(inZone, { quietFrom, quietTo });
        const due = afterQuietHours(at, timetable);
        expect(due.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(isQuiet(due, timetable)).toBe(false);
        // All times before the due time are in quiet hours.
        for (let ms = at.getTime(); ms < due.getTime(); ms += 10 * 60_000)
          expect(isQuiet(new Date(ms), timetable)).toBe(true);
      }),
    );
  });
});

describe('quiet hours', () => {
  const night = times('Europe/Warsaw', { quietFrom: '22:00', quietTo: '06:30' });

  it.each([
    ['2026-11-30T20:59:00Z', false, '2026-11-30T20:59:00Z'],
    ['2026-11-30T21:00:00Z', true, '2026-12-01T05:30:00Z'],
    ['2026-12-01T05:29:00Z', true, '2026-12-01T05:30:00Z'],
    ['2026-12-01T05:30:00Z', false, '2026-12-01T05:30:00Z'],
  ])('at %s: %s', (at, quiet, due) => {
    expect(isQuiet(iso(at), night)).toBe(quiet);
    expect(mailDueAt('immediate', iso(at), night)).toEqual(iso(due));
  });

  it('are none by default, or if they begin when they end', () => {
    expect(isQuiet(iso('2026-11-30T21:00:00Z'), times('Europe/Warsaw'))).toBe(false);
    expect(isQuiet(iso('2026-11-30T21:00:00Z'), times('UTC', { quietFrom: '21:00', quietTo: '21:00' }))).toBe(
      false,
    );
  });
});

describe('an email', () => {
  it('that is off is never due', () => {
    expect(mailDueAt('off', iso('2026-11-30T21:00:00Z'), times('UTC'))).toBeNull();
  });

  it('in a digest is due with the digest', () => {
    expect(mailDueAt('daily', iso('2026-11-30T21:00:00Z'), times('UTC'))).toEqual(
      iso('2026-12-01T08:00:00Z'),
    );
  });
});

describe('a message of a type', () => {
  const now = iso('2026-11-30T12:00:00Z');
  it.each([
    ['is sent at once if there was none before', null, now],
    ['is sent at once if the last was long ago', iso('2026-11-30T11:00:00Z'), now],
    ['waits for the end of the bundle', iso('2026-11-30T11:58:00Z'), iso('2026-11-30T12:08:00Z')],
    ['is sent when the bundle ends', iso('2026-11-30T11:50:00Z'), now],
    [
      'waits at most one bundle, even if the clock was set back',
      iso('2026-11-30T15:00:00Z'),
      new Date(now.getTime() + BUNDLE_MS),
    ],
  ])('%s', (_, last, due) => {
    expect(bundleDueAt(last, now)).toEqual(due);
  });
});

describe('a time of day', () => {
  it.each([
    ['00:00', true],
    ['23:59', true],
    ['24:00', false],
    ['8:00', false],
    ['08:60', false],
    ['', false],
  ])('%j: %s', (text, is) => {
    expect(isTimeOfDay(text)).toBe(is);
  });
});
