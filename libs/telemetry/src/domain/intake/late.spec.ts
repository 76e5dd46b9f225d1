import { isLate, LATE_AFTER_MS } from './late.js';
import { TIME_OF_ARRIVAL, TIME_OF_DEVICE, type TimeSource } from './time-source.js';

it.each<[number, TimeSource, boolean]>([
  [LATE_AFTER_MS, TIME_OF_DEVICE, false],
  [LATE_AFTER_MS + 1, TIME_OF_DEVICE, true],
  [-LATE_AFTER_MS, TIME_OF_DEVICE, false],
  [LATE_AFTER_MS + 1, TIME_OF_ARRIVAL, false],
])('a reading %d ms old, by clock %d, is late: %s', (ageMs, timeSource, late) => {
  expect(isLate(1_000_000, 1_000_000 + ageMs, timeSource)).toBe(late);
});
