import fc from 'fast-check';
import { sameTerms, termsOf } from './same-terms.js';

describe('sameTerms', () => {
  it.each([
    ['the order of fields', { a: '1', b: '2' }, { b: '2', a: '1' }, true],
    ['null and a missing field', { a: '1', b: null }, { a: '1' }, true],
    ['an empty list and a missing field', { a: { tiers: [] } }, {}, true],
    ['another number', { a: '1' }, { a: '2' }, false],
    ['a number and its text', { a: 1 }, { a: '1' }, false],
    ['more items', { a: ['1'] }, { a: ['1', null] }, false],
    ['empty items', [null], [{}], true],
    ['items in another order', ['1', '2'], ['2', '1'], false],
    ['a list instead of fields', ['1'], { 0: '1' }, false],
    ['an empty list instead of empty fields', [], {}, true],
  ])('%s', (_what, a, b, isSame) => {
    expect(sameTerms(a, b)).toBe(isSame);
    expect(termsOf(a) === termsOf(b)).toBe(isSame);
  });

  it('gives the same result as comparing the texts of the terms', () => {
    const few = fc.constantFrom(null, undefined, '', '1', '2', 1, false);
    const { terms } = fc.letrec<{ terms: unknown }>((tie) => ({
      terms: fc.oneof(
        { maxDepth: 3 },
        few,
        fc.array(tie('terms'), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('terms'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(terms, terms, (a, b) => {
        expect(sameTerms(a, b)).toBe(termsOf(a) === termsOf(b));
      }),
      { numRuns: 2000 },
    );
  });
});
