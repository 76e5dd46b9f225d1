import { Exact, sumMinor } from '#platform/domain';

/** A customer's monthly recurring revenue at the beginning and at the end of a year, in minor units of one currency. */
export interface CustomerRevenueChange {
  readonly customerId: string;
  readonly thenMinor: bigint;
  readonly nowMinor: bigint;
}

/**
 * The share of a year's initial recurring revenue that remains. Amounts are in minor units; percentages have two
 * decimals.
 */
export interface Retention {
  readonly startMinor: bigint;
  readonly expansionMinor: bigint;
  readonly contractionMinor: bigint;
  readonly churnMinor: bigint;
  /** Revenue of new customers, which is excluded from the percentages. */
  readonly newMinor: bigint;
  readonly endMinor: bigint;
  /** Null without revenue at the start, because there was no revenue to retain. */
  readonly netPercent: string | null;
  /** Excludes expansion; null without revenue at the start. */
  readonly grossPercent: string | null;
}

/**
 * Computes net revenue retention = (start + expansion − contraction − churn)
 * start (docs/rules/revenue.md#retention). Gross retention excludes the expansion. Revenue is compared per customer,
 * not per contract: a contract that replaces another contract of the same customer is neither churn nor new revenue.
 */
export function computeRetention(customers: readonly CustomerRevenueChange[]): Retention {
  const sum = (of: (one: CustomerRevenueChange) => bigint): bigint => sumMinor(customers, of);
  const startMinor = sum(({ thenMinor }) => thenMinor);
  const expansionMinor = sum(({ thenMinor: before, nowMinor: after }) =>
    before > 0n && after > before ? after - before : 0n,
  );
  const contractionMinor = sum(({ thenMinor: before, nowMinor: after }) =>
    after > 0n && after < before ? before - after : 0n,
  );
  const churnMinor = sum(({ thenMinor: before, nowMinor: after }) => (after === 0n ? before : 0n));
  const percent = (retained: bigint): string | null =>
    startMinor === 0n
      ? null
      : new Exact(retained.toString()).times(100).div(startMinor.toString()).toFixed(2, Exact.ROUND_HALF_UP);
  const retainedMinor = startMinor - contractionMinor - churnMinor;
  return {
    startMinor,
    expansionMinor,
    contractionMinor,
    churnMinor,
    newMinor: sum(({ thenMinor: before, nowMinor: after }) => (before === 0n ? after : 0n)),
    endMinor: sum(({ nowMinor }) => nowMinor),
    netPercent: percent(retainedMinor + expansionMinor),
    grossPercent: percent(retainedMinor),
  };
}
