import { isCountry, isZone } from '#customers/domain';
import { countries, zones } from './geography.js';
import { findNearest } from './nearest.js';

describe('names of countries and zones', () => {
  it.each([
    ['Poland', 'PL'],
    ['Indonesia', 'ID'],
    ['méxico', 'MX'],
    ['Germny', 'DE'],
  ])('%s is %s', (text, code) => {
    expect(findNearest(text, countries())?.code).toBe(code);
  });

  it.each([
    ['Asia/Jakata', 'Asia/Jakarta'],
    ['europe/warsaw', 'Europe/Warsaw'],
    ['America/Mexico City', 'America/Mexico_City'],
  ])('%s is %s', (text, code) => {
    expect(findNearest(text, zones())?.code).toBe(code);
  });

  it('proposes only valid values', () => {
    expect(countries().filter(({ code }) => !isCountry(code))).toEqual([]);
    expect(zones().filter(({ code }) => !isZone(code))).toEqual([]);
  });
});
