import { type AmountPrecision, Exact, roundAmount } from '#platform/domain';
import type { BilledPeriod } from '../calendar/billed-periods.js';
import { daysWithin, fractionOf, partOf, sumOfParts, type DayCounting } from '../calendar/day-count.js';
import type { Moment } from '../calendar/local-dates.js';
import { amountAt, type FeeTerms } from './fee-terms.js';

/** A billed part of a fee, or of the contract's minimum, for the days [from, to). */
export interface ContractLine {
  readonly key: string;
  readonly kind: 'fee' | 'credit' | 'charge' | 'true_up';
  readonly from: string;
  readonly to: string;
  readonly days: number;
  /** Rounded; negative for a credit. */
  readonly amount: Exact;
}

/** Rules for splitting and rounding lines. */
export interface LineRules {
  readonly counting: DayCounting;
  readonly precision: AmountPrecision;
}

/** A minimum for days [from, to). The days of several minimums don't overlap. */
export interface MinimumPart {
  readonly from: Moment;
  readonly to: Moment;
  /** Amount for a whole period. */
  readonly amount: Exact;
}

/** A minimum for a period's revenue, and the amount of its usage. */
export interface ContractMinimum {
  readonly parts: readonly MinimumPart[];
  readonly usageAmount: Exact;
}

/** The minimum for the days on which it is agreed. */
export interface RequiredMinimum {
  readonly days: number;
  readonly exact: Exact;
  /** The minimum, rounded once. */
  readonly amount: Exact;
}

/** A fee, or a credit of a fee, for the days [from, to). */
export interface FeePart {
  readonly kind: 'fee' | 'credit' | 'charge';
  readonly from: Moment;
  readonly to: Moment;
  /** Amount for a whole period, negative for a credit. */
  readonly amount: Exact;
}

/**
 * Splits a period's fee into parts (docs/rules/rating.md#change-inside-a-period).
 * In advance: the whole expected period at its first terms; for each change, a credit at the old terms and a charge at
 * the new terms for the rest of the period; and a credit for the part that an early end leaves unused.
 * In arrears: the days up to the first change, and the days from each change to the next.
 */
export function feeParts(fee: FeeTerms, billed: BilledPeriod): FeePart[] {
  const changes = fee.steps.filter(({ at }) => at > billed.from.at && at < billed.to.at);
  const priceAt = ({ at }: Moment): Exact => amountAt(fee, at);
  const priceBefore = ({ at }: Moment): Exact => amountAt(fee, Math.max(at - 1, billed.from.at));
  if (fee.timing === 'arrears') {
    const bounds: readonly Moment[] = [billed.from, ...changes, billed.to];
    return bounds.slice(0, -1).map((from, index) => ({
      kind: index === 0 ? 'fee' : 'charge',
      from,
      to: bounds[index + 1]!,
      amount: priceAt(from),
    }));
  }
  const expectedEnd = billed.expectedTo;
  const credit = (from: Moment): FeePart => ({
    kind: 'credit',
    from,
    to: expectedEnd,
    amount: priceBefore(from).neg(),
  });
  return [
    { kind: 'fee', from: billed.from, to: expectedEnd, amount: priceAt(billed.from) },
    ...changes.flatMap((change): FeePart[] => [
      credit(change),
      { kind: 'charge', from: change, to: expectedEnd, amount: change.amount },
    ]),
    ...(billed.to.at < expectedEnd.at ? [credit(billed.to)] : []),
  ];
}

/**
 * Returns a period's fee lines. Each part is rounded separately from its exact fraction
 * (docs/rules/rating.md#proration).
 */
export function feeLines(fee: FeeTerms, billed: BilledPeriod, rules: LineRules): ContractLine[] {
  return feeParts(fee, billed).map(({ kind, from, to, amount }) =>
    partLine(fee.key, kind, billed, from, to, amount, rules),
  );
}

/** Calculates a period's minimum from the days on which it is agreed; rounds only the sum. */
export function requiredMinimum(
  parts: readonly MinimumPart[],
  { period }: Pick<BilledPeriod, 'period'>,
  { counting, precision }: LineRules,
): RequiredMinimum {
  const exact = sumOfParts(
    parts.map(({ amount, from, to }) => ({ amount, share: fractionOf(period, from, to, counting) })),
  );
  const days = parts.reduce((sum, { from, to }) => sum + daysWithin(period, from.date, to.date, counting), 0);
  return { days, exact, amount: roundAmount(exact, precision) };
}

/**
 * Returns the shortfall of a period's minimum: its share by days, rounded, less the rounded fees of the billed days
 * and the usage (docs/rules/rating.md#minimum).
 * @returns null if the minimum is reached
 */
export function minimumLine(
  minimum: ContractMinimum,
  fees: readonly Pick<ContractLine, 'amount'>[],
  billed: BilledPeriod,
  rules: LineRules,
): ContractLine | null {
  const required = requiredMinimum(minimum.parts, billed, rules);
  const reached = fees.reduce(
    (sum, { amount }) => sum.plus(amount),
    roundAmount(minimum.usageAmount, rules.precision),
  );
  const shortfall = required.amount.minus(reached);
  if (!shortfall.gt(0)) return null;
  const { from, to } = billed;
  return {
    key: 'minimum',
    kind: 'true_up',
    from: from.date,
    to: to.date,
    days: required.days,
    amount: shortfall,
  };
}

function partLine(
  key: string,
  kind: ContractLine['kind'],
  { period }: BilledPeriod,
  from: Moment,
  to: Moment,
  amount: Exact,
  { counting, precision }: LineRules,
): ContractLine {
  return {
    key,
    kind,
    from: from.date,
    to: to.date,
    days: daysWithin(period, from.date, to.date, counting),
    amount: roundAmount(partOf(amount, fractionOf(period, from, to, counting)), precision),
  };
}
