import { type AmountPrecision, Exact, sumOf } from '#platform/domain';
import { asAmount } from '../terms/amount.js';

/** Kinds of a contract's revenue. Committed revenue is recurring; the other kinds are shown separately. */
export type RevenueKind = 'base' | 'minimum' | 'subscription' | 'overage' | 'one_off';

export interface RevenuePart {
  readonly key: string;
  readonly kind: RevenueKind;
  /** Amount for the given number of months, decimal. */
  readonly amount: string;
  readonly months: number;
}

export interface RecurringRevenue {
  readonly mrr: string;
  readonly arr: string;
  /** Keys of parts that are not recurring, in the order of the input. */
  readonly excluded: readonly string[];
}

const RECURRING: readonly RevenueKind[] = ['base', 'minimum', 'subscription'];

/**
 * Calculates monthly recurring revenue: the monthly value of base fees, committed minimums and subscriptions. ARR is
 * twelve times the exact sum (docs/rules/revenue.md#recurring-revenue).
 */
export function recurringRevenue(
  parts: readonly RevenuePart[],
  precision: AmountPrecision,
): RecurringRevenue {
  const recurs = ({ kind }: RevenuePart): boolean => RECURRING.includes(kind);
  const perYear = sumOf(parts.filter(recurs), ({ amount, months }) =>
    new Exact(amount).times(12).div(months),
  );
  return {
    mrr: asAmount(perYear.div(12), precision),
    arr: asAmount(perYear, precision),
    excluded: parts.filter((part) => !recurs(part)).map(({ key }) => key),
  };
}
