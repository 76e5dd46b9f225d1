import type { Exact } from '#platform/domain';

/** Known usage of a charge in one part of the period, as a total and not as an increment. */
export interface UsageOfCharge {
  readonly charge: string;
  /** Part of the period; parts are rated in natural order. "1" by default. */
  readonly part?: string | null;
  readonly machine?: string | null;
  /** Decimal in the meter's unit; null if it is on hold. */
  readonly quantity?: Exact | string | null;
  readonly events?: readonly (Exact | string)[] | null;
}

/** All data known about a period at one time. */
export interface RatingRun {
  /** True for the period's last run, in which minimums are due. */
  readonly final?: boolean | null;
  /** Month of the contract, from 1. Default: 1. */
  readonly contractMonth?: number | null;
  readonly usage?: readonly UsageOfCharge[] | null;
}

export type LineComponent = 'usage' | 'true_up' | 'instalment' | 'commitment';
