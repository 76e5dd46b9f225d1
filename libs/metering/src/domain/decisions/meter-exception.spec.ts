import { EXCEPTION_KINDS, exceptionKey, hasKnownQuantity } from './meter-exception.js';

it('only a fall and a gap have no quantity that could be accepted', () => {
  expect(EXCEPTION_KINDS.filter((kind) => !hasKnownQuantity(kind))).toEqual(['counter_fell', 'gap']);
});

it('an exception is identified by its kind and both instants', () => {
  const keys = [
    exceptionKey({ kind: 'gap', from: 1, to: 23 }),
    exceptionKey({ kind: 'gap', from: 12, to: 3 }),
    exceptionKey({ kind: 'true_up', from: 1, to: 23 }),
  ];
  expect(new Set(keys).size).toBe(3);
});
