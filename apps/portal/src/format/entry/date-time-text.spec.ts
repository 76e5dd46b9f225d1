import fc from 'fast-check';
import { LANGUAGES } from '../../i18n/languages.js';
import { isSkipped, readDateTime, showDateTime } from './date-time-text.js';
import { readTime, showTime } from './time-text.js';

const LOCALES = [...LANGUAGES.map(({ locale }) => locale), 'es-ES', 'en-US'];
const typing = { isFinal: false, today: '2026-11-25' };
const done = { ...typing, isFinal: true };

const times = fc
  .tuple(fc.integer({ min: 0, max: 86_399 }), fc.boolean())
  .map(([second, hasSeconds]) => new Date(second * 1000).toISOString().slice(11, hasSeconds ? 19 : 16));

describe('a typed time of day', () => {
  it('is what was shown, in every language', () => {
    fc.assert(
      fc.property(times, fc.constantFrom(...LOCALES), (time, locale) => {
        expect(readTime(showTime(time, locale))).toBe(time);
        expect(readTime(time)).toBe(time);
      }),
    );
  });

  it.each([
    ['9', '09:00'],
    ['9:05', '09:05'],
    ['09.05', '09:05'],
    ['905', '09:05'],
    ['1430', '14:30'],
    ['14h30', '14:30'],
    ['2:30 pm', '14:30'],
    ['2:30 p. m.', '14:30'],
    ['12 am', '00:00'],
    ['12:15pm', '12:15'],
    ['14：30', '14:30'],
    ['14时30分', '14:30'],
    ['14:30:15', '14:30:15'],
  ])('%s is %s', (text, time) => {
    expect(readTime(text)).toBe(time);
  });

  it.each(['', '24:00', '12:60', '14:30:60', '13 pm', '0 am', '14:3', 'noon', '14:30:15:10', '14305'])(
    'refuses %s',
    (text) => expect(readTime(text)).toBeNull(),
  );
});

describe('a typed date with a time', () => {
  it('is what was shown, in every language', () => {
    const days = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, times, fc.constantFrom(...LOCALES), (day, time, locale) => {
        const wall = `${day}T${time}`;
        expect(readDateTime(showDateTime(wall, locale), locale, typing)).toBe(wall);
        expect(readDateTime(wall, locale, typing)).toBe(wall);
      }),
    );
  });

  it.each([
    ['en-GB', '25/11/2026 14:30'],
    ['en-GB', '25/11/2026, 14:30'],
    ['en-GB', '25/11/2026 1430'],
    ['en-GB', '25/11 14:30'],
    ['en-GB', '25 Nov 14:30'],
    ['en-GB', '25 Nov 2026 2:30 pm'],
    ['en-GB', '25112026 1430'],
    ['id-ID', '25/11/2026 14.30'],
    ['pl-PL', '25.11.2026 14:30'],
    ['pl-PL', '25.11.26 14:30'],
    ['zh-CN', '2026年11月25日 14:30'],
  ])('is recognised in %s: %s', (locale, text) => {
    expect(readDateTime(text, locale, done)).toBe('2026-11-25T14:30');
  });

  it.each(['', '25/11/2026', '14:30', '25 11 2026', '31/02/2026 14:30', '25/11/2026 24:30', '25/11/2026 x'])(
    'refuses %s',
    (text) => expect(readDateTime(text, 'en-GB', done)).toBeNull(),
  );

  it('is not completed while a person is typing', () => {
    for (const part of ['25/11/2026 1', '25/11/2026 14', '25/11/2026 14:3', '25/11 14:30'])
      expect(readDateTime(part, 'en-GB', typing), part).toBeNull();
  });

  it.each([
    ['2026-03-29T02:30', 'Europe/Warsaw', true],
    ['2026-03-29T02:30:15', 'Europe/Warsaw', true],
    ['2026-03-29T03:00', 'Europe/Warsaw', false],
    ['2026-10-25T02:30', 'Europe/Warsaw', false],
    ['2026-03-29T02:30:15', 'Asia/Jakarta', false],
  ])('%s in %s is skipped by the clocks: %s', (wall, zone, expected) => {
    expect(isSkipped(wall, zone)).toBe(expected);
  });
});
