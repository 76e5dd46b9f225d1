import fc from 'fast-check';
import { type ClockWatch, skewOf, watchClock } from './clock-skew.js';

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** Returns the clock state after messages, each given as device time and arrival. */
function watch(messages: readonly (readonly [deviceMs: number, arrivedMs: number])[]): ClockWatch {
  return messages.reduce<ClockWatch | undefined>(
    (known, [at, arrived]) => watchClock(known, at, arrived),
    undefined,
  )!;
}

describe("a device's clock", () => {
  it('is unknown after one message', () => {
    expect(skewOf(watch([[5 * MINUTE, 0]]))).toBeNull();
  });

  it('is derived from the fastest message', () => {
    const delays = [500, 900, 40, 1500, 700];
    const messages = delays.map((delay, i) => [i * 1000 + 3000, i * 1000 + delay] as const);
    expect(skewOf(watch(messages))).toBe(2960);
  });

  it('is not affected by buffered readings', () => {
    const heldBack = Array.from({ length: 60 }, (_, i) => [i * MINUTE - 3 * HOUR, i * 1000] as const);
    expect(skewOf(watch(heldBack))).toBeNull();
    const live = Array.from({ length: 5 }, (_, i) => [60_000 + i * 1000 - 20, 60_000 + i * 1000] as const);
    expect(skewOf(watch([...heldBack, ...live]))).toBe(-20);
  });

  it('is not affected by historical readings, sent in real time or all together', () => {
    const sixYears = 212_171_885_774;
    for (const [step, pace] of [
      [1000, 1000],
      [1000, 10],
      [MINUTE, MINUTE],
    ] as const) {
      const past = Array.from({ length: 40 }, (_, i) => [i * step - sixYears, i * pace] as const);
      expect(skewOf(watch(past))).toBeNull();
      const live = [1, 2, 3].map((i) => [40 * pace + i * 1000 - 20, 40 * pace + i * 1000] as const);
      expect(skewOf(watch([...past, ...live]))).toBe(-20);
      // Historical readings that arrive together with live ones don't change the clock state.
      expect(skewOf(watch([...live, ...past.map(([at, arrived]) => [at, arrived + HOUR] as const)]))).toBe(
        -20,
      );
    }
  });

  it('is reset when the clock is set', () => {
    const fast = Array.from({ length: 5 }, (_, i) => [i * 1000 + HOUR, i * 1000] as const);
    const right = Array.from({ length: 3 }, (_, i) => [5000 + i * 1000, 5000 + i * 1000 + 10] as const);
    expect(skewOf(watch(fast))).toBe(HOUR);
    expect(skewOf(watch([...fast, ...right]))).toBe(-10);
  });

  it('drifts with at most the last twenty minutes', () => {
    const drifting = Array.from({ length: 60 }, (_, i) => [i * (MINUTE - 100), i * MINUTE] as const);
    const skew = skewOf(watch(drifting))!;
    expect(skew).toBeLessThan(-59 * 100 + 23 * 100);
    expect(skew).toBeGreaterThanOrEqual(-59 * 100);
  });

  it('is never estimated further ahead, and at most the shortest delay further behind', () => {
    const delays = fc.array(fc.integer({ min: 0, max: 1500 }), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(delays, fc.integer({ min: -9 * MINUTE, max: HOUR }), (ways, skew) => {
        const messages = ways.map((way, i) => [i * 5000 + skew, i * 5000 + way] as const);
        const told = skewOf(watch(messages))!;
        expect(told).toBeLessThanOrEqual(skew);
        expect(told).toBe(skew - Math.min(...ways.slice(1)));
      }),
    );
  });
});
