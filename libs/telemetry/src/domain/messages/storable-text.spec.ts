import { characters, isStorableText, toStorableText } from './storable-text.js';

it.each([
  ['', true, ''],
  ['é 😀 中', true, 'é 😀 中'],
  ['a\0b', false, 'a\ufffdb'],
  ['\ud800', false, '\ufffd'],
  ['x\udc00\ud83d\ude00', false, 'x\ufffd😀'],
])('%j: %s', (text, isStorable, stored) => {
  expect(isStorableText(text)).toBe(isStorable);
  expect(toStorableText(text)).toBe(stored);
});

it.each([
  ['', 0],
  ['é中', 2],
  ['😀x😀', 3],
])('%j has %i characters', (text, count) => expect(characters(text)).toBe(count));
