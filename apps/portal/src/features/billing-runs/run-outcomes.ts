import type { BillingRun } from '../../api/types.js';

export type RunOutcome = BillingRun['totals'][number]['outcome'];

/** As they are shown: what somebody has to look at first comes first. */
export const RUN_OUTCOMES: readonly RunOutcome[] = ['failed', 'held', 'ready'];

/** Documents of an outcome, in whatever currency; a group's is one. */
export function countDocuments(
  { totals }: { readonly totals: readonly Pick<BillingRun['totals'][number], 'outcome' | 'documents'>[] },
  outcome: RunOutcome,
): number {
  return totals.reduce((sum, one) => (one.outcome === outcome ? sum + one.documents : sum), 0);
}
