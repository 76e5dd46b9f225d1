import type { Exact } from '#platform/domain';

/** What was used of a charge in one part of the period, as far as it is known: never an increment. */
export interface UsageOfCharge {
  readonly charge: string;
  /** Parts of the period, rated in their natural order; "1" when left out. */
  readonly part?: string | null;
  readonly machine?: string | null;
  /** Decimal in the meter's unit. Null: held. */
  readonly quantity?: Exact | string | null;
  readonly events?: readonly (Exact | string)[] | null;
}

/** All that is known at one time of a period. */
export interface RatingRun {
  /** The period's last: minimums are due. */
  readonly final?: boolean | null;
  /** From 1; the first when left out. */
  readonly contractMonth?: number | null;
  readonly usage?: readonly UsageOfCharge[] | null;
}

export type LineComponent = 'usage' | 'true_up' | 'instalment' | 'commitment';
