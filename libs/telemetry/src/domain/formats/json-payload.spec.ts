import fc from 'fast-check';
import { isStorableJson, type Json, parseJsonObject, toStorableJsonText } from './json-payload.js';

it.each<[Json, string]>([
  ['a\0b', '"a\ufffdb"'],
  ['\\u0000', '"\\\\u0000"'],
  [{ '\ud800': ['\udfff😀'] }, '{"\ufffd":["\ufffd😀"]}'],
  [null, 'null'],
])('makes %j storable', (value, text) => expect(toStorableJsonText(value)).toBe(text));

it('makes anything storable, and keeps storable text unchanged', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (said) => {
      const value = said as Json;
      const text = toStorableJsonText(value);
      expect(isStorableJson(JSON.parse(text) as Json)).toBe(true);
      if (isStorableJson(value)) expect(text).toBe(JSON.stringify(value));
    }),
  );
});

it('rejects an object that is nested too deep', () => {
  expect(parseJsonObject(Buffer.from('{"a":'.repeat(40) + '1' + '}'.repeat(40)))).toMatchObject({
    code: 'not_json',
  });
});
