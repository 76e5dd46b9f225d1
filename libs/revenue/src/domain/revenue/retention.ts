import { Exact, sumMinor } from '#platform/domain';

/** A customer's monthly recurring revenue at the beginning and at the end of a year, in minor units of one currency. */
export interface CustomerThenAndNow {
  readonly customerId: string;
  readonly thenMinor: bigint;
  readonly nowMinor: bigint;
}

/** The share of a year's initial recurring revenue that is left. Minor units; percentages with two decimals. */
export interface Retention {
  readonly startMinor: bigint;
  readonly expansionMinor: bigint;
  readonly contractionMinor: bigint;
  readonly churnMinor: bigint;
  /** Revenue of new customers, which is excluded from the percentages. */
  readonly newMinor: bigint;
  readonly endMinor: bigint;
  /** Null without revenue at the start, because nothing could have been retained. */
  readonly netPercent: string | null;
  /** Without expansion. */
  readonly grossPercent: string | null;
}

/**
 * Net revenue retention = (start + expansion − contraction − churn) / start (docs/rules/revenue.md#retention). Gross
 * retention leaves out the expansion. Customers are counted, not contracts: a contract that replaces another one is
 * neither churn nor new.
 */
export function workOutRetention(customers: readonly CustomerThenAndNow[]): Retention {
  const sum = (of: (one: CustomerThenAndNow) => bigint): bigint => sumMinor(customers, of);
  const startMinor = sum(({ thenMinor }) => thenMinor);
  const expansionMinor = sum(({ thenMinor: was, nowMinor: is }) => (was > 0n && is > was ? is - was : 0n));
  const contractionMinor = sum(({ thenMinor: was, nowMinor: is }) => (is > 0n && is < was ? was - is : 0n));
  const churnMinor = sum(({ thenMinor: was, nowMinor: is }) => (is === 0n ? was : 0n));
  const percent = (kept: bigint): string | null =>
    startMinor === 0n
      ? null
      : new Exact(kept.toString()).times(100).div(startMinor.toString()).toFixed(2, Exact.ROUND_HALF_UP);
  const keptMinor = startMinor - contractionMinor - churnMinor;
  return {
    startMinor,
    expansionMinor,
    contractionMinor,
    churnMinor,
    newMinor: sum(({ thenMinor: was, nowMinor: is }) => (was === 0n ? is : 0n)),
    endMinor: sum(({ nowMinor }) => nowMinor),
    netPercent: percent(keptMinor + expansionMinor),
    grossPercent: percent(keptMinor),
  };
}
