import fc from 'fast-check';
import { type Attributes, findAttributeFaults } from './attributes.js';

const told = (attributes: object): string[] =>
  findAttributeFaults(attributes as Attributes).map(({ pointer, code }) => `${pointer} ${code}`);

describe('findAttributeFaults', () => {
  it.each<[string, object, string[]]>([
    ['nothing', {}, []],
    ['a data sheet', { kw: 75, drive: 'vsd', stages: null, oilFree: false }, []],
    ['something nested', { fad: { min: 3.9 } }, ['/attributes/fad equipment.attribute_not_flat']],
    ['a list', { parts: [1] }, ['/attributes/parts equipment.attribute_not_flat']],
    ['a name with a slash', { 'a/b': {} }, ['/attributes/a~1b equipment.attribute_not_flat']],
    ['a blank name', { ' ': 1 }, ['/attributes/  equipment.attribute_not_flat']],
    ['a long text', { text: 'x'.repeat(501) }, ['/attributes/text equipment.attribute_not_flat']],
    [
      'too many',
      Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`a${i}`, i])),
      ['/attributes equipment.attributes_too_many'],
    ],
  ])('%s', (_what, attributes, faults) => {
    expect(told(attributes)).toEqual(faults);
  });

  it('accepts flat values of any type', () => {
    const value = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    );
    const name = fc.string({ unit: fc.constantFrom(...'abc_-'), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 50 }), (attributes) => {
        expect(told(attributes)).toEqual([]);
      }),
    );
  });
});
