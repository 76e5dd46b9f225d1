import fc from 'fast-check';
import { findGaps, gapThresholdMs, type ReadingStep } from './gaps.js';

/** Consecutive intervals of the given widths in seconds. */
function stepsOf(...seconds: number[]): ReadingStep[] {
  let at = 0;
  return seconds.map((width, position) => ({ fromMs: at, toMs: (at += width * 1000), position }));
}

const widths = (steps: readonly ReadingStep[]): number[] =>
  steps.map(({ fromMs, toMs }) => (toMs - fromMs) / 1000);

describe('gapThresholdMs', () => {
  it.each([
    [1000, 10_000],
    [60_000, 180_000],
    [300_000, 900_000],
  ])('is %d ms -> %d ms', (usual, expected) => expect(gapThresholdMs(usual)).toBe(expected));
});

describe('findGaps', () => {
  it.each([
    ['an even stream', [60, 60, 61, 59, 60], 60, []],
    ['a gap', [60, 60, 3600, 60, 60], 60, [3600]],
    ['two gaps around one reading', [60, 3600, 3000, 60], 60, [3600, 3000]],
    ['some lost messages', [60, 120, 60, 180, 60], 60, []],
    ['a slower rate for a while', [1, 1, 300, 300, 300, 300, 1, 1], 1, []],
    ['a gap in the slower rate', [1, 300, 300, 300, 3600, 300, 300, 300, 1], 1, [3600]],
    ['a gap where the rate changes', [300, 300, 300, 300, 7200, 1, 1, 1], 1, [7200]],
    ['a few slow intervals', [1, 1, 60, 60, 1, 1], 1, [60, 60]],
    ['fast radio losses', [0.1, 0.1, 5, 0.1], 0.1, []],
  ])('in %s', (_what, seconds, usual, expected) => {
    expect(widths(findGaps(stepsOf(...seconds), usual * 1000))).toEqual(expected);
  });

  it('needs only the wide intervals', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(1, 1, 1, 2, 50, 300, 4000), { maxLength: 60 }), (seconds) => {
        const steps = stepsOf(...seconds);
        const wide = steps.filter(({ fromMs, toMs }) => toMs - fromMs > gapThresholdMs(1000));
        expect(findGaps(wide, 1000)).toEqual(findGaps(steps, 1000));
      }),
    );
  });
});
