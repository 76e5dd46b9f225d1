import { countDays, plusDays } from '#contracts/domain';
import { Exact } from '#platform/domain';
import type { InterestDayCount, InterestTerms } from './reminder-policy.js';

/** A value of a base rate, which applies from a day until the next value. */
export interface BaseRateValue {
  readonly name: string;
  /** First day, `YYYY-MM-DD`. */
  readonly validFrom: string;
  /** Percent per year, as a decimal; can be negative. */
  readonly percent: string;
}

/** Money that was received for a document, in minor units of its currency. */
export interface ReceivedPart {
  /** Day on which the money was received. */
  readonly receivedOn: string;
  readonly amountMinor: bigint;
}

/** The balance of an invoice after its due date. */
export interface OverdueBalance {
  readonly dueOn: string;
  /** The amount that is open now. */
  readonly openMinor: bigint;
  readonly received: readonly ReceivedPart[];
}

/** Days with the same balance and rate; both days are inclusive. */
export interface InterestSpan {
  readonly from: string;
  readonly to: string;
  readonly days: number;
  /** Minor units. */
  readonly balanceMinor: bigint;
  /** Percent per year. */
  readonly percent: string;
}

/** Interest on a document, and the calculation that leads to it. */
export interface LateInterest {
  readonly spans: readonly InterestSpan[];
  /** Rounded half away from zero, once. */
  readonly amountMinor: bigint;
}

const DAYS_OF_YEAR: Readonly<Record<InterestDayCount, number>> = { 'actual/365': 365, 'actual/360': 360 };

/**
 * Computes simple interest from the day after the due date up to and including a day. Money that was received reduces
 * the balance from the next day. Amounts that were credited or written off have no interest.
 * @returns undefined if the base rate has no value on one of the days
 */
export function computeLateInterest(
  terms: InterestTerms,
  baseRates: readonly BaseRateValue[],
  { dueOn, openMinor, received }: OverdueBalance,
  on: string,
): LateInterest | undefined {
  const end = plusDays(on, 1);
  const first = plusDays(dueOn, 1);
  if (first >= end) return { spans: [], amountMinor: 0n };
  const values = baseRates
    .filter(({ name }) => name === terms.baseRate)
    .sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
  const changes = [
    ...values.map(({ validFrom }) => validFrom),
    ...received.map(({ receivedOn }) => plusDays(receivedOn, 1)),
  ].filter((day) => day > first && day < end);
  const starts = [...new Set([first, ...changes])].sort();
  const spans: InterestSpan[] = [];
  for (const [index, from] of starts.entries()) {
    const next = starts[index + 1] ?? end;
    const percent = rateOn(terms, values, from);
    if (percent === undefined) return undefined;
    const balanceMinor = received.reduce(
      (sum, part) => (part.receivedOn < from ? sum : sum + part.amountMinor),
      openMinor,
    );
    if (balanceMinor > 0n && percent.gt(0))
      spans.push({
        from,
        to: plusDays(next, -1),
        days: countDays(from, next),
        balanceMinor,
        percent: percent.toFixed(),
      });
  }
  return { spans, amountMinor: sumInterest(spans, terms.dayCount) };
}

/** Returns the rate on a day; undefined if the base rate has no value yet. A rate is never negative. */
function rateOn(terms: InterestTerms, values: readonly BaseRateValue[], day: string): Exact | undefined {
  if (terms.baseRate === null) return new Exact(terms.points);
  const value = values.findLast(({ validFrom }) => validFrom <= day);
  return value && Exact.max(0, new Exact(value.percent).plus(terms.points));
}

function sumInterest(spans: readonly InterestSpan[], dayCount: InterestDayCount): bigint {
  const sum = spans.reduce(
    (total, { balanceMinor, days, percent }) =>
      total.plus(new Exact(balanceMinor.toString()).times(days).times(percent)),
    new Exact(0),
  );
  return BigInt(sum.div(100 * DAYS_OF_YEAR[dayCount]).toFixed(0, Exact.ROUND_HALF_UP));
}
