import { addDays, dayEndingAt, startOf } from './days.js';
import { Fraction } from './fraction.js';

export interface CountedReading {
  readonly at: number;
  /** A decimal, as sent by the device. */
  readonly value: string;
}

/** A register exchange: from `at` on, readings come from another register. */
export interface RegisterExchange {
  readonly at: number;
  readonly finalValue: string | null;
  readonly initialValue: string;
}

export interface CountedTime {
  readonly readings: readonly CountedReading[];
  readonly exchanges: readonly RegisterExchange[];
  /**
   * The time in which usage is billed to the customer, both ends inclusive. Consecutive contracts form one interval.
   */
  readonly since: number;
  readonly until: number;
  /** Maximum gap in milliseconds. A longer step is divided if it crosses one of `cuts`. */
  readonly gapMs: number;
  /** Ends of billing months and contracts. */
  readonly cuts: readonly number[];
  readonly zone: string;
}

interface Step {
  readonly from: number;
  readonly to: number;
  readonly quantity: Fraction;
}

/** Returns a counter's quantity by local day (docs: "From readings to a quantity"). */
export function quantityByDay(time: CountedTime): Map<string, Fraction> {
  const byDay = new Map<string, Fraction>();
  const add = (day: string, quantity: Fraction): void => {
    byDay.set(day, (byDay.get(day) ?? Fraction.ZERO).plus(quantity));
  };
  for (const step of stepsOf(time)) {
    const cuts = time.cuts.filter((cut) => cut > step.from && cut < step.to);
    if (step.to - step.from <= time.gapMs || cuts.length === 0)
      add(dayEndingAt(step.to, time.zone), step.quantity);
    else for (const part of divided(step, cuts)) spread(part, time.zone, add);
  }
  return byDay;
}

function stepsOf({ readings, exchanges, since, until }: CountedTime): Step[] {
  const counted = [...readings].sort((a, b) => a.at - b.at).filter(({ at }) => at >= since && at <= until);
  return counted.slice(1).flatMap((reading, index): Step[] => {
    const before = counted[index]!;
    const quantity = increaseBetween(before, reading, exchanges);
    return quantity === null ? [] : [{ from: before.at, to: reading.at, quantity }];
  });
}

/**
 * Returns the increase between two readings; null if the counter decreased without an explanation. An exchange at the
 * instant of a reading precedes the reading.
 */
function increaseBetween(
  before: CountedReading,
  after: CountedReading,
  exchanges: readonly RegisterExchange[],
): Fraction | null {
  let value = Fraction.of(before.value);
  let quantity = Fraction.ZERO;
  for (const { at, finalValue, initialValue } of exchanges) {
    if (at <= before.at || at > after.at) continue;
    if (finalValue !== null) quantity = quantity.plus(Fraction.of(finalValue).minus(value));
    value = Fraction.of(initialValue);
  }
  const increase = Fraction.of(after.value).minus(value);
  return increase.isNegative ? null : quantity.plus(increase);
}

/** Divides a step by time, to 12 decimals. The parts add up to the step. */
function divided({ from, to, quantity }: Step, cuts: readonly number[]): Step[] {
  const bounds = [from, ...[...cuts].sort((a, b) => a - b), to];
  const upTo = (at: number): Fraction =>
    at === to ? quantity : quantity.times(Fraction.ratio(at - from, to - from)).round(12);
  return bounds.slice(1).map((end, index) => ({
    from: bounds[index]!,
    to: end,
    quantity: upTo(end).minus(upTo(bounds[index]!)),
  }));
}

/** Spreads a part evenly over its days. */
function spread(
  { from, to, quantity }: Step,
  zone: string,
  add: (day: string, share: Fraction) => void,
): void {
  for (let at = from; at < to;) {
    const day = dayEndingAt(at + 1, zone);
    const end = Math.min(to, startOf(addDays(day, 1), zone));
    add(day, quantity.times(Fraction.ratio(end - at, to - from)));
    at = end;
  }
}
