import { addDays, dayEndingAt, startOf } from './days.js';
import { Fraction } from './fraction.js';
import type { CountedTime } from './usage.js';

const HOUR_MS = 3_600_000;

/** By local day a level times the hours that it stood: until the next reading, at most for the gap. What is below zero brings nothing. */
export function levelByDay({ readings, since, until, gapMs, zone }: CountedTime): Map<string, Fraction> {
  const byDay = new Map<string, Fraction>();
  const ordered = [...readings].sort((a, b) => a.at - b.at);
  ordered.forEach(({ at, value }, index) => {
    const level = Fraction.of(value).most(Fraction.ZERO);
    const stands = Math.min(ordered[index + 1]?.at ?? Infinity, at + gapMs, until);
    for (let from = Math.max(at, since); from < stands;) {
      const day = dayEndingAt(from + 1, zone);
      const to = Math.min(stands, startOf(addDays(day, 1), zone));
      const quantity = level.times(Fraction.ratio(to - from, HOUR_MS));
      byDay.set(day, (byDay.get(day) ?? Fraction.ZERO).plus(quantity));
      from = to;
    }
  });
  return byDay;
}
