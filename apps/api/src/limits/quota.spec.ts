import fc from 'fast-check';
import { admitUse, minuteOf, type MinuteOfUse, oldestCounted } from './quota.js';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-10-20T06:00:00Z');
const at = (ms: number, uses = 1): MinuteOfUse => ({ minute: minuteOf(ms), uses });

describe('admitUse', () => {
  it.each([
    ['nothing was used', [], { isAdmitted: true }],
    ['one is left', [at(NOW)], { isAdmitted: true }],
    ['an hour and a minute have passed', [at(NOW - HOUR - 60_000, 9)], { isAdmitted: true }],
    ['all were used just now', [at(NOW, 2)], { isAdmitted: false, retryAfterSeconds: 3660 }],
    [
      'all were used, the oldest half an hour ago',
      [at(NOW), at(NOW - HOUR / 2)],
      { isAdmitted: false, retryAfterSeconds: 1860 },
    ],
    [
      'far more were used than the policy says now',
      [at(NOW - HOUR / 2, 5), at(NOW, 2)],
      { isAdmitted: false, retryAfterSeconds: 3660 },
    ],
  ])('decides on two uses an hour if %s', (_when, used, expected) => {
    expect(admitUse(used, { perHour: 2 }, NOW)).toEqual(expected);
  });

  it('never admits more than the policy within any hour, and admits a use after the stated time', () => {
    const times = fc.array(fc.nat(3 * HOUR), { maxLength: 60 }).map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 10 }), (all, perHour) => {
        const admitted: number[] = [];
        for (const ms of all.map((each) => NOW + each)) {
          const used = admitted.map((each) => at(each));
          const admission = admitUse(used, { perHour }, ms);
          if (admission.isAdmitted) admitted.push(ms);
          else
            expect(admitUse(used, { perHour }, ms + admission.retryAfterSeconds * 1000).isAdmitted).toBe(
              true,
            );
        }
        for (const ms of admitted)
          expect(admitted.filter((other) => other > ms - HOUR && other <= ms).length).toBeLessThanOrEqual(
            perHour,
          );
      }),
    );
  });
});

it('oldestCounted returns the minute that contains the beginning of the last hour', () => {
  expect(oldestCounted(NOW + 59_999)).toBe(minuteOf(NOW - HOUR));
});
