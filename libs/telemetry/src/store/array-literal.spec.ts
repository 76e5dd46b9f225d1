import { bytesArray, nestedArray, plainArray, textArray } from './array-literal.js';

describe('array literals', () => {
  it.each([
    [plainArray([]), '{}'],
    [plainArray([1, null, 2.5, true]), '{1,NULL,2.5,true}'],
    [
      textArray(['a', null, 'say "no"', 'back\\slash', '', 'NULL', '{}']),
      '{"a",NULL,"say \\"no\\"","back\\\\slash","","NULL","{}"}',
    ],
    [bytesArray([]), '{}'],
    [bytesArray([Buffer.from([0, 255]), Buffer.alloc(0)]), '{"\\\\x00ff","\\\\x"}'],
    [nestedArray([plainArray([1, null]), null]), '{"{1,NULL}",NULL}'],
  ])('%s', (literal, expected) => expect(literal).toBe(expected));
});
