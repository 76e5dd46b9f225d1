/** A true remaining life and its estimate, in cycles. */
export interface LifeOutcome {
  readonly truth: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** Returns the outcome with all lives capped, as the literature on C-MAPSS compares them. */
export const cappedAt = (cap: number, { truth, p10, p50, p90 }: LifeOutcome): LifeOutcome => ({
  truth: Math.min(cap, truth),
  p10: Math.min(cap, p10),
  p50: Math.min(cap, p50),
  p90: Math.min(cap, p90),
});

export function rootMeanSquareError(outcomes: readonly LifeOutcome[]): number {
  const squares = outcomes.reduce((sum, { truth, p50 }) => sum + (p50 - truth) ** 2, 0);
  return Math.sqrt(squares / outcomes.length);
}

/** Score of the PHM 2008 challenge: late estimates cost more than early ones. */
export function phm08Score(outcomes: readonly LifeOutcome[]): number {
  return outcomes.reduce((sum, { truth, p50 }) => {
    const late = p50 - truth;
    return sum + (late < 0 ? Math.exp(-late / 13) : Math.exp(late / 10)) - 1;
  }, 0);
}

/** Percent of the true lives between P10 and P90. */
export function coveragePercent(outcomes: readonly LifeOutcome[]): number {
  return (
    (100 * outcomes.filter(({ truth, p10, p90 }) => p10 <= truth && truth <= p90).length) / outcomes.length
  );
}
