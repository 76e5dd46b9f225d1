import fc from 'fast-check';
import { LANGUAGES } from '../../i18n/languages.js';
import { dayAfterKey, isWithin, monthAfterKey, plusMonths, weekdayOf, weeksOf } from './calendar.js';

const TODAY = '2026-11-25';
const press = (key: string, shiftKey = false) => ({ key, shiftKey });

describe('the days of a month', () => {
  it.each([
    ['2026-11', 1, '2026-10-26'],
    ['2026-11', 7, '2026-11-01'],
    ['2027-02', 1, '2027-02-01'],
    ['2026-03', 7, '2026-03-01'],
  ] as const)('%s with weeks from day %d begin on %s', (month, firstWeekday, first) => {
    expect(weeksOf(month, firstWeekday)[0]![0]).toBe(first);
  });

  it('are all in six weeks that begin on the same weekday', () => {
    const months = fc.tuple(fc.integer({ min: 1900, max: 2199 }), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(months, fc.constantFrom(1 as const, 7 as const), ([year, month], firstWeekday) => {
        const name = `${year}-${String(month).padStart(2, '0')}`;
        const days = weeksOf(name, firstWeekday).flat();
        const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
        expect(days).toHaveLength(42);
        expect(new Set(days).size).toBe(42);
        expect(days.filter((day) => day.startsWith(name))).toHaveLength(last);
        expect(weekdayOf(days[0]!)).toBe(firstWeekday);
      }),
    );
  });
});

describe('the first day of the week', () => {
  it('is that of the language', () => {
    for (const { locale, firstWeekday } of LANGUAGES) {
      const intl = new Intl.Locale(locale) as Intl.Locale & {
        readonly weekInfo?: { readonly firstDay: number };
        getWeekInfo?: () => { readonly firstDay: number };
      };
      expect((intl.getWeekInfo?.() ?? intl.weekInfo)?.firstDay, locale).toBe(firstWeekday);
    }
  });
});

describe('a key in a calendar', () => {
  it.each([
    ['ArrowLeft', false, '2026-11-24'],
    ['ArrowRight', false, '2026-11-26'],
    ['ArrowUp', false, '2026-11-18'],
    ['ArrowDown', false, '2026-12-02'],
    ['Home', false, '2026-11-23'],
    ['End', false, '2026-11-29'],
    ['PageUp', false, '2026-10-25'],
    ['PageDown', false, '2026-12-25'],
    ['PageUp', true, '2025-11-25'],
    ['PageDown', true, '2027-11-25'],
    ['x', false, null],
  ])('%s (shift %s) moves to %s', (key, shiftKey, day) => {
    expect(dayAfterKey(TODAY, press(key, shiftKey), { firstWeekday: 1, today: TODAY })).toBe(day);
  });

  it('t goes to the current day', () => {
    expect(dayAfterKey('2026-01-31', press('t'), { firstWeekday: 1, today: TODAY })).toBe(TODAY);
    expect(monthAfterKey('2026-01', press('T'), TODAY)).toBe('2026-11');
  });

  it('Home goes to Sunday where the week begins with it', () => {
    expect(dayAfterKey(TODAY, press('Home'), { firstWeekday: 7, today: TODAY })).toBe('2026-11-22');
  });

  it.each([
    ['ArrowLeft', '2026-10'],
    ['ArrowRight', '2026-12'],
    ['ArrowUp', '2026-08'],
    ['ArrowDown', '2027-02'],
    ['Home', '2026-01'],
    ['End', '2026-12'],
    ['PageUp', '2025-11'],
    ['PageDown', '2027-11'],
    ['x', null],
  ])('%s moves between months to %s', (key, month) => {
    expect(monthAfterKey('2026-11', press(key), TODAY)).toBe(month);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
  ])('moves %s by %d months to %s', (day, months, other) => {
    expect(plusMonths(day, months)).toBe(other);
  });
});

describe('the limits of a date', () => {
  it.each([
    ['2026-11-25', undefined, undefined, true],
    ['2026-11-25', '2026-11-25', '2026-11-25', true],
    ['2026-11-24', '2026-11-25', undefined, false],
    ['2026-11-26', undefined, '2026-11-25', false],
  ])('%s from %s to %s: %s', (day, min, max, expected) => {
    expect(isWithin(day, min, max)).toBe(expected);
  });
});
