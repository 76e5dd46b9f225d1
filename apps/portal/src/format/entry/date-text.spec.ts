import fc from 'fast-check';
import { LANGUAGES } from '../../i18n/languages.js';
import { formatDate, formatDay } from '../time.js';
import { dateHint, isDate, readDate, showDate } from './date-text.js';

const LOCALES = [...LANGUAGES.map(({ locale }) => locale), 'es-ES', 'en-US', 'de-DE'];
const TODAY = '2026-11-25';
const typing = { isFinal: false, today: TODAY };
const done = { isFinal: true, today: TODAY };

const days = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));

describe('a typed date', () => {
  it('is what was shown, in every language', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...LOCALES), (day, locale) => {
        const at = Date.parse(`${day}T00:00:00Z`);
        for (const shown of [
          showDate(day, locale),
          showDate(day, locale).replace(/\D/g, ''),
          showDate(day, locale).replace(/\D/g, ' '),
          formatDate(at, locale, 'UTC'),
          formatDay(at, locale, 'UTC'),
          day,
        ])
          expect(readDate(shown, locale, typing), `${shown} in ${locale}`).toBe(day);
      }),
    );
  });

  it.each([
    ['en-GB', '25/11/2026'],
    ['en-GB', '25.11.2026'],
    ['en-GB', '25-11-2026'],
    ['en-GB', ' 25 11 2026 '],
    ['en-GB', '25112026'],
    ['en-GB', '20261125'],
    ['en-GB', '2026/11/25'],
    ['en-GB', '25 nov 2026'],
    ['en-GB', '25 November, 2026'],
    ['en-GB', 'Nov 25, 2026'],
    ['en-GB', 'Wednesday 25 November 2026'],
    ['en-US', '11/25/2026'],
    ['zh-CN', '2026/11/25'],
    ['zh-CN', '2026年11月25日'],
    ['zh-CN', '2026年11月25日星期三'],
    ['zh-CN', '２０２６－１１－２５'],
    ['zh-CN', '20261125'],
    ['es-MX', '25/11/2026'],
    ['es-MX', '25 de noviembre de 2026'],
    ['id-ID', '25/11/2026'],
    ['pl-PL', '25.11.2026'],
    ['pl-PL', '25 listopada 2026'],
    ['pl-PL', '25 Nov 2026'],
  ])('is recognised in %s: %s', (locale, text) => {
    expect(readDate(text, locale, typing)).toBe('2026-11-25');
  });

  it.each([
    ['en-GB', '5/3/26', '2026-03-05'],
    ['en-GB', '050326', '2026-03-05'],
    ['en-GB', '5/3', '2026-03-05'],
    ['en-GB', '5 mar', '2026-03-05'],
    ['en-US', '3/5', '2026-03-05'],
    ['zh-CN', '26/3/5', '2026-03-05'],
    ['zh-CN', '3-5', '2026-03-05'],
    ['zh-CN', '3月5日', '2026-03-05'],
    ['pl-PL', '5.3', '2026-03-05'],
    ['es-MX', 'mar 10 mar 2026', '2026-03-10'],
  ])('may be short in %s: %s is %s', (locale, text, day) => {
    expect(readDate(text, locale, done)).toBe(day);
  });

  it('is not completed while a person is typing', () => {
    for (const part of ['2', '25/1', '25/11', '25/11/20', '25/11/202', '251120'])
      expect(readDate(part, 'en-GB', typing), part).toBeNull();
  });

  it.each([
    '',
    'soon',
    '31/02/2026',
    '00/11/2026',
    '25/13/2026',
    '11/25/2026',
    '25/11/0226',
    '25/11/3026',
    '25/11/20266',
    '25:11:2026',
    '25 Foo 2026',
    '2026',
    '25/11/2026/1',
  ])('refuses %s', (text) => {
    expect(readDate(text, 'en-GB', done)).toBeNull();
  });

  it('knows leap days', () => {
    expect(readDate('29/02/2028', 'en-GB', done)).toBe('2028-02-29');
    expect(readDate('29/02/2026', 'en-GB', done)).toBeNull();
    expect(isDate('2026-02-29')).toBe(false);
  });

  it.each([
    ['en-GB', 'dd/mm/yyyy'],
    ['zh-CN', 'yyyy/mm/dd'],
    ['pl-PL', 'dd.mm.yyyy'],
  ])('has in %s the pattern %s', (locale, hint) => {
    expect(dateHint(locale, { day: 'dd', month: 'mm', year: 'yyyy' })).toBe(hint);
  });

  it('stays unchanged if it cannot be shown', () => {
    expect(showDate('2026-02-30', 'pl-PL')).toBe('2026-02-30');
  });
});
