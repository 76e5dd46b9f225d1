import { codeLabel, COUNTRIES, CURRENCIES, matchingCodes } from './codes.js';

const named = (value: string, ...names: string[]) => ({ value, label: codeLabel(value, names[0]!), names });
const SOME = [
  named('CI', 'Côte d’Ivoire'),
  named('PA', 'Panama'),
  named('PL', '波兰', 'Poland'),
  named('NP', 'Nepal'),
];
const found = (typed: string): string[] => matchingCodes(SOME, typed).map(({ value }) => value);

describe('codes selected by name', () => {
  it.each([
    ['', ['CI', 'PA', 'PL', 'NP']],
    ['pl', ['PL']],
    ['p', ['PA', 'PL', 'NP']],
    ['pa', ['PA', 'NP']],
    ['波', ['PL']],
    ['poland', ['PL']],
    ['cote', ['CI']],
    ['PL · 波兰', ['PL']],
    ['q', []],
  ])('finds by %j %j', (typed, expected) => expect(found(typed)).toEqual(expected));

  it('contain each code once, each with a name', () => {
    for (const [codes, type] of [
      [COUNTRIES, 'region'],
      [CURRENCIES, 'currency'],
    ] as const) {
      expect([...new Set(codes)]).toEqual(codes);
      const names = new Intl.DisplayNames('en', { type, fallback: 'none' });
      expect(codes.filter((code) => names.of(code) === undefined)).toEqual([]);
    }
    expect(COUNTRIES).toHaveLength(249);
  });

  it('show only the code if it has no name', () => {
    expect(codeLabel('XTS', 'XTS')).toBe('XTS');
  });
});
