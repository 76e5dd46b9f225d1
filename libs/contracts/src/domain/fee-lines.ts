import { type AmountPrecision, Exact, roundAmount } from '#platform';
import type { BilledPeriod } from './calendar/billed-periods.js';
import { daysWithin, fractionOf, partOf, type DayCounting } from './calendar/day-count.js';
import type { Moment } from './calendar/local-dates.js';
import { amountAt, type FeeTerms } from './fee-terms.js';

/** What a contract bills of a fee, or of its minimum, for the days [from, to). */
export interface ContractLine {
  readonly key: string;
  readonly kind: 'fee' | 'credit' | 'charge' | 'true_up';
  readonly from: string;
  readonly to: string;
  readonly days: number;
  /** Rounded; below zero for a credit. */
  readonly amount: Exact;
}

/** How lines are cut and rounded. */
export interface LineRules {
  readonly counting: DayCounting;
  readonly precision: AmountPrecision;
}

/** A minimum for what a period brings in, and what its usage came to. */
export interface ContractMinimum {
  /** For a whole period. */
  readonly amount: Exact;
  readonly usageAmount: Exact;
}

/** A fee, or a credit of one, for the days [from, to). */
export interface FeePart {
  readonly kind: 'fee' | 'credit' | 'charge';
  readonly from: Moment;
  readonly to: Moment;
  /** Of a whole period, below zero for a credit. */
  readonly amount: Exact;
}

/**
 * Into which parts a period's fee falls. In advance: the whole of what was expected at its first terms, for each change a credit at
 * the old and a charge at the new terms for the rest, and a credit for what an end leaves unused. In arrears: the days up to the
 * first change, and those from each change on (billing.md, section 0, "change inside a period").
 */
export function feeParts(fee: FeeTerms, billed: BilledPeriod): FeePart[] {
  const changes = fee.steps.filter(({ at }) => at > billed.from.at && at < billed.to.at);
  const priceAt = ({ at }: Moment): Exact => amountAt(fee, at);
  const priceBefore = ({ at }: Moment): Exact => amountAt(fee, at - 1);
  if (fee.timing === 'arrears') {
    const bounds: readonly Moment[] = [billed.from, ...changes, billed.to];
    return bounds.slice(0, -1).map((from, index) => ({
      kind: index === 0 ? 'fee' : 'charge',
      from,
      to: bounds[index + 1]!,
      amount: priceAt(from),
    }));
  }
  const rest = billed.expectedTo;
  const credit = (from: Moment): FeePart => ({
    kind: 'credit',
    from,
    to: rest,
    amount: priceBefore(from).neg(),
  });
  return [
    { kind: 'fee', from: billed.from, to: rest, amount: priceAt(billed.from) },
    ...changes.flatMap((change): FeePart[] => [
      credit(change),
      { kind: 'charge', from: change, to: rest, amount: change.amount },
    ]),
    ...(billed.to.at < rest.at ? [credit(billed.to)] : []),
  ];
}

/** What a period bills of a fee: each part rounded on its own from its exact fraction (billing.md, section 0, "proration"). */
export function feeLines(fee: FeeTerms, billed: BilledPeriod, rules: LineRules): ContractLine[] {
  return feeParts(fee, billed).map(({ kind, from, to, amount }) =>
    partLine(fee.key, kind, billed, from, to, amount, rules),
  );
}

/**
 * What is missing from a period's minimum: its share by days, rounded, less the rounded fees of the days billed and the usage
 * (billing.md, section 0, "minimum", scope `contract`).
 * @returns null when the minimum is reached
 */
export function minimumLine(
  minimum: ContractMinimum,
  fees: readonly ContractLine[],
  billed: BilledPeriod,
  rules: LineRules,
): ContractLine | null {
  const owed = partLine('minimum', 'true_up', billed, billed.from, billed.to, minimum.amount, rules);
  const reached = fees.reduce(
    (sum, { amount }) => sum.plus(amount),
    roundAmount(minimum.usageAmount, rules.precision),
  );
  const missing = owed.amount.minus(reached);
  return missing.isPositive() && !missing.isZero() ? { ...owed, amount: missing } : null;
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
