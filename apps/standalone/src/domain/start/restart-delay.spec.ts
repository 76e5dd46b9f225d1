import fc from 'fast-check';
import {
  computeRestartDelayMs,
  countCrashesInARow,
  LONGEST_DELAY_MS,
  STABLE_AFTER_MS,
} from './restart-delay.js';

describe('computeRestartDelayMs', () => {
  it.each([
    [1, 250],
    [2, 500],
    [3, 1000],
    [6, 8000],
    [7, 15_000],
    [100, 15_000],
  ])('crash %d in a row causes a delay of %d ms', (crashes, delay) =>
    expect(computeRestartDelayMs(crashes)).toBe(delay),
  );

  it('never decreases while crashes continue, and never exceeds the limit', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (crashes) => {
        const [now, next] = [computeRestartDelayMs(crashes), computeRestartDelayMs(crashes + 1)];
        expect(next).toBeGreaterThanOrEqual(now);
        expect(next).toBeLessThanOrEqual(LONGEST_DELAY_MS);
      }),
    );
  });
});

describe('countCrashesInARow', () => {
  it.each([
    [0, 10, 1],
    [4, STABLE_AFTER_MS - 1, 5],
    [4, STABLE_AFTER_MS, 1],
  ])('%d before, ran %d ms -> %d', (before, ranFor, expected) =>
    expect(countCrashesInARow(before, ranFor)).toBe(expected),
  );
});
