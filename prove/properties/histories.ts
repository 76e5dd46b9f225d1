import fc from 'fast-check';
import { calendarMonth, type CounterReading, QUALITY } from '#metering';
import { Exact } from '#platform';

export const ZONE = 'Europe/Warsaw';
/** A month with a clock change. */
export const MONTH = calendarMonth('2026-10', ZONE);
/** Data that is received at this time or later is not taken into account. */
export const CUTOFF = MONTH.to + 3 * 86_400_000;

const MINUTE = 60_000;

interface CounterStep {
  readonly minutes: number;
  readonly more: number;
  readonly quality: number;
  readonly fault: 'none' | 'falls' | 'silent';
}

const thousandths = (value: number): string => new Exact(value).div(1000).toFixed();

function toReadings(begins: number, steps: readonly CounterStep[]): CounterReading[] {
  let at = MONTH.from - 12 * 3_600_000;
  let total = begins;
  return steps.flatMap(({ minutes, more, quality, fault }, index): CounterReading[] => {
    at += minutes * MINUTE;
    total += more;
    if (at > MONTH.to) return [];
    const value = fault === 'silent' ? null : fault === 'falls' ? '0' : thousandths(total);
    return [{ at, seq: String(index + 1), receivedAt: at + 1000, timeSource: 0, value, quality }];
  });
}

const step = (
  quality: fc.Arbitrary<number>,
  fault: fc.Arbitrary<CounterStep['fault']>,
): fc.Arbitrary<CounterStep> =>
  fc.record({
    minutes: fc.integer({ min: 1, max: 2600 }),
    more: fc.integer({ min: 0, max: 900_000 }),
    quality,
    fault,
  });

const history = (of: fc.Arbitrary<CounterStep>): fc.Arbitrary<CounterReading[]> =>
  fc
    .tuple(fc.integer({ min: 0, max: 10_000_000 }), fc.array(of, { minLength: 1, maxLength: 60 }))
    .map(([begins, steps]) => toReadings(begins, steps));

/** A counter's readings in a month. It increases; sometimes it decreases, has a gap, or has bad quality. */
export const anyHistory = history(
  step(
    fc.oneof(
      { weight: 12, arbitrary: fc.constant<number>(QUALITY.good) },
      { weight: 1, arbitrary: fc.constantFrom<number>(QUALITY.uncertain, QUALITY.bad, QUALITY.stale) },
    ),
    fc.oneof(
      { weight: 18, arbitrary: fc.constant('none' as const) },
      { weight: 1, arbitrary: fc.constantFrom('falls' as const, 'silent' as const) },
    ),
  ),
);

/** A counter that only increases, with readings of good quality. */
export const growingHistory = history(step(fc.constant<number>(QUALITY.good), fc.constant('none' as const)));

/**
 * Returns the same readings in another delivery: in any order, some of them repeated, and each received at any time
 * before the cutoff.
 */
export function anyDelivery(readings: readonly CounterReading[]): fc.Arbitrary<CounterReading[]> {
  const deliveries = readings.map((reading) =>
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: CUTOFF - reading.at - 10_000 }))
      .map(([times, late]): CounterReading[] =>
        Array.from({ length: times }, (_, again) => ({
          ...reading,
          receivedAt: reading.at + late + again * 1000,
        })),
      ),
  );
  return fc
    .tuple(...deliveries)
    .map((all) => all.flat())
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }));
}
