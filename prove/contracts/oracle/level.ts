import { addDays, dayEndingAt, startOf } from './days.js';
import { Fraction } from './fraction.js';
import type { CountedTime } from './usage.js';

const HOUR_MS = 3_600_000;

/**
 * Returns a level multiplied by the hours of its validity, by local day. A level is valid until the next reading, but
 * at most for the maximum gap. Negative values add nothing. Days are rounded to 12 decimals on the running sum of the
 * month, so that they add up to the sum (docs: "From readings to a quantity").
 */
export function levelByDay({
  readings,
  since,
  until,
  gapMs,
  cuts,
  zone,
}: CountedTime): Map<string, Fraction> {
  const byDay = new Map<string, Fraction>();
  const ordered = [...readings].sort((a, b) => a.at - b.at);
  ordered.forEach(({ at, value }, index) => {
    const level = Fraction.of(value).max(Fraction.ZERO);
    const stands = Math.min(ordered[index + 1]?.at ?? Infinity, at + gapMs, until);
    for (let from = Math.max(at, since); from < stands;) {
      const day = dayEndingAt(from + 1, zone);
      const to = Math.min(stands, startOf(addDays(day, 1), zone));
      const quantity = level.times(Fraction.ratio(to - from, HOUR_MS));
      byDay.set(day, (byDay.get(day) ?? Fraction.ZERO).plus(quantity));
      from = to;
    }
  });
  const months = new Set(cuts);
  let [exact, rounded] = [Fraction.ZERO, Fraction.ZERO];
  for (const [day, quantity] of [...byDay].sort(([a], [b]) => a.localeCompare(b))) {
    if (months.has(startOf(day, zone))) [exact, rounded] = [Fraction.ZERO, Fraction.ZERO];
    exact = exact.plus(quantity);
    byDay.set(day, exact.round(12).minus(rounded));
    rounded = exact.round(12);
  }
  return byDay;
}
