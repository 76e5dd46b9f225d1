import { fromPairs, toPairs } from './pairs.js';

it('writes values as lines with their kind, and reads them back', () => {
  const values = { nip: '1111111111', krs: '0000 123' };
  expect(toPairs(values)).toBe('nip 1111111111\nkrs 0000 123');
  expect(fromPairs(toPairs(values))).toEqual(values);
});

it('omits incomplete lines', () => {
  expect(fromPairs('nip\n\n  krs   0000 123  ')).toEqual({ krs: '0000 123' });
});
