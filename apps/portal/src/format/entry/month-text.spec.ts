import fc from 'fast-check';
import { LANGUAGES } from '../../i18n/languages.js';
import { readMonth, showMonth } from './month-text.js';

const LOCALES = [...LANGUAGES.map(({ locale }) => locale), 'es-ES', 'en-US'];
const typing = { isFinal: false, today: '2026-11-25' };
const done = { ...typing, isFinal: true };

describe('a typed month', () => {
  it('is what was shown, in every language', () => {
    const months = fc
      .tuple(fc.integer({ min: 1900, max: 2199 }), fc.integer({ min: 1, max: 12 }))
      .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`);
    fc.assert(
      fc.property(months, fc.constantFrom(...LOCALES), (month, locale) => {
        expect(readMonth(showMonth(month, locale), locale, typing)).toBe(month);
        expect(readMonth(month, locale, typing)).toBe(month);
        expect(readMonth(month.split('-').toReversed().join('/'), locale, typing)).toBe(month);
      }),
    );
  });

  it.each([
    ['en-GB', '11/2026'],
    ['en-GB', '112026'],
    ['en-GB', '202611'],
    ['en-GB', 'Nov 2026'],
    ['en-GB', '11/26'],
    ['en-GB', '11'],
    ['en-GB', 'nov'],
    ['zh-CN', '2026年11月'],
    ['zh-CN', '26/11'],
    ['es-MX', 'noviembre de 2026'],
    ['pl-PL', 'listopad 2026'],
    ['pl-PL', 'listopada 2026'],
    ['id-ID', 'Nov 2026'],
  ])('is recognised in %s: %s', (locale, text) => {
    expect(readMonth(text, locale, done)).toBe('2026-11');
  });

  it.each(['', '13/2026', '0/2026', '2026', '11/20266', 'soon', '25 Nov 2026', '25/11/2026'])(
    'refuses %s',
    (text) => expect(readMonth(text, 'en-GB', done)).toBeNull(),
  );

  it('is not completed while a person is typing', () => {
    for (const part of ['1', '11', '11/2', '11/20', '11/202', 'nov'])
      expect(readMonth(part, 'en-GB', typing), part).toBeNull();
  });
});
