import { isWithin } from './elapsed.js';

it.each([
  ['just now', 5000, 5000, true],
  ['a moment ago', 5000, 5999, true],
  ['long enough ago', 5000, 6000, false],
  ['never', -Infinity, 5000, false],
  ['by a clock that was ahead then', 9_000_000, 5000, false],
])('%s', (_when, sinceMs, nowMs, expected) => {
  expect(isWithin(1000, sinceMs, nowMs)).toBe(expected);
});
