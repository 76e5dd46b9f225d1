import fc from 'fast-check';
import { readValue, writeValue } from './attribute-value.js';

it.each([
  ['60', 60],
  ['true', true],
  ['fast', 'fast'],
  ['"60"', '60'],
  ['{"a": [1]}', { a: [1] }],
  ['4.2.1', '4.2.1'],
  ['', ''],
])('reads %j as %j', (text, value) => {
  expect(readValue(text)).toEqual(value);
});

it('reads what it wrote', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(readValue(writeValue(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
