import type { Exact } from '#platform/domain';

export const FEE_TIMINGS = ['advance', 'arrears'] as const;
export type FeeTiming = (typeof FEE_TIMINGS)[number];

/** The amount of a fee from an instant, in milliseconds since 1970 UTC. */
export interface FeeStep {
  readonly at: number;
  readonly date: string;
  readonly amount: Exact;
}

/** A fee of a contract and its amounts over time. */
export interface FeeTerms {
  readonly key: string;
  readonly timing: FeeTiming;
  /** Amount for a whole period, as originally agreed. */
  readonly amount: Exact;
  /** In chronological order, at most one per instant. */
  readonly steps: readonly FeeStep[];
}

/** Returns the amount for a whole period at an instant. The date of a change is the first day of the new terms. */
export function amountAt({ amount, steps }: FeeTerms, at: number): Exact {
  return steps.filter((step) => step.at <= at).at(-1)?.amount ?? amount;
}

/** Sorts changes. Of several changes at the same instant, the last one in the list applies. */
export function orderSteps(steps: readonly FeeStep[]): FeeStep[] {
  return [...new Map(steps.map((step) => [step.at, step])).values()].sort((a, b) => a.at - b.at);
}
