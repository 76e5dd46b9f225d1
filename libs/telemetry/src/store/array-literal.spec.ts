import { nestedArray, plainArray, textArray } from './array-literal.js';

describe('array literals', () => {
  it.each([
    [plainArray([]), '{}'],
    [plainArray([1, null, 2.5, true]), '{1,NULL,2.5,true}'],
    [
      textArray(['a', null, 'say "no"', 'back\\slash', '', 'NULL', '{}']),
      '{"a",NULL,"say \\"no\\"","back\\\\slash","","NULL","{}"}',
    ],
    [nestedArray([plainArray([1, null]), null]), '{"{1,NULL}",NULL}'],
  ])('%s', (literal, expected) => expect(literal).toBe(expected));
});
