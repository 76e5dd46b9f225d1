import fc from 'fast-check';
import { fold, findNearest } from './nearest.js';

const models = [
  { code: 'BH-37V', name: '37 kW PM VSD' },
  { code: 'BH-75V', name: '75 kW PM VSD' },
  { code: 'BH-110V', name: '110 kW PM VSD' },
];
const customers = [
  { code: 'C-PL-1', name: 'Meble Przyklad Sp. z o.o. (fikcyjna)' },
  { code: 'C-PL-4', name: 'Mleczarnia Probna Sp. z o.o. (fikcyjna)' },
];

describe('findNearest', () => {
  it.each([
    ['a missing letter', 'BH-75', models, 'BH-75V'],
    ['another case', 'bh-110v', models, 'BH-110V'],
    ['missing hyphens', 'BH110V', models, 'BH-110V'],
    ['swapped letters', 'BH-101V', models, 'BH-110V'],
    ['accents and the beginning of a name', 'Mleczarnia Próbna', customers, 'C-PL-4'],
    ['a typo in a name', 'Meble Przyklat Sp. z o.o. (fikcyjna)', customers, 'C-PL-1'],
    ['nothing near', 'GA-30', models, undefined],
    ['an empty text', ' - ', models, undefined],
    ['two equally near candidates', 'C-PL-9', customers, undefined],
  ])('%s', (_what, text, candidates, code) => {
    expect(findNearest(text, candidates)?.code).toBe(code);
  });

  it('finds every candidate by its own code or name', () => {
    for (const candidate of [...models, ...customers]) {
      expect(findNearest(candidate.code, [...models, ...customers])).toBe(candidate);
      expect(findNearest(candidate.name, [...models, ...customers])).toBe(candidate);
    }
  });

  it('finds a long code after one typo when no other is near', () => {
    const code = fc.string({ unit: fc.constantFrom(...'ABCDEFGH0123456789'), minLength: 6, maxLength: 12 });
    fc.assert(
      fc.property(code, fc.nat(), fc.constantFrom(...'XYZ'), (word, at, letter) => {
        const position = at % word.length;
        const slipped = word.slice(0, position) + letter + word.slice(position + 1);
        expect(findNearest(slipped, [{ code: word, name: '' }])?.code).toBe(word);
      }),
    );
  });
});

describe('fold', () => {
  it.each([
    ['Mleczarnia Próbna', 'mleczarniaprobna'],
    ['Łódź', 'lodz'],
    ['北湖 22', '北湖22'],
    ['PT. Kain-Contoh', 'ptkaincontoh'],
  ])('%s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});
