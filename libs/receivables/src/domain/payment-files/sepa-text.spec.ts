import fc from 'fast-check';
import { toSepaText } from './sepa-text.js';

describe('toSepaText', () => {
  it.each([
    ['Nordwerk GmbH', 'Nordwerk GmbH'],
    ['Müller & Söhne', 'Muller + Sohne'],
    ['Zakład Łódź ąęćńśżź', 'Zaklad Lodz aecnszz'],
    ['Straße Ørsted Æsir', 'Strasse Orsted AEsir'],
    ['Peña\tNiño', 'Pena Nino'],
    ['PL-2026-00042', 'PL-2026-00042'],
    ['/a//b/', 'a/b'],
    ['<name> "quoted"', 'name quoted'],
    ['杭州公司', ''],
    ['ﬁnance ½', 'finance 1 2'],
  ])('writes %j as %j', (text, expected) => {
    expect(toSepaText(text, 70)).toBe(expected);
  });

  it('cuts a text to a number of characters, without a space or slash at its end', () => {
    expect(toSepaText('abc def', 4)).toBe('abc');
    expect(toSepaText('abc/def', 4)).toBe('abc');
    expect(toSepaText('abcdef', 4)).toBe('abcd');
  });

  it('contains only characters of the SEPA schemes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 140 }), (text, max) => {
        const written = toSepaText(text, max);
        expect(written).toMatch(/^[a-zA-Z0-9/?:().,'+ -]*$/);
        expect(written).not.toMatch(/^[ /]|[ /]$|\/\//);
        expect(written.length).toBeLessThanOrEqual(max);
        expect(toSepaText(written, max)).toBe(written);
      }),
    );
  });
});
