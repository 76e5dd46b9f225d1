import { isReceivedSince, isWithin } from './elapsed.js';

it.each([
  ['just now', 5000, 5000, true],
  ['a moment ago', 5000, 5999, true],
  ['long enough ago', 5000, 6000, false],
  ['never', -Infinity, 5000, false],
  ['in the future, because the clock was ahead', 9_000_000, 5000, false],
])('%s', (_when, sinceMs, nowMs, expected) => {
  expect(isWithin(1000, sinceMs, nowMs)).toBe(expected);
});

it.each([
  ['before', 1000, false],
  ['at that moment', 2000, false],
  ['in between', 2500, true],
  ['now', 3000, true],
  ['while the clock was ahead', 9000, false],
])('received data: %s', (_when, receivedMs, expected) => {
  expect(isReceivedSince(new Date(2000), new Date(receivedMs), new Date(3000))).toBe(expected);
});
