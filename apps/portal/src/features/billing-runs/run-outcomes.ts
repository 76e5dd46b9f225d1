import type { BillingRun } from '../../api/types.js';

export type RunOutcome = BillingRun['totals'][number]['outcome'];

/** Order in which outcomes are shown: those that need attention first. */
export const RUN_OUTCOMES: readonly RunOutcome[] = ['failed', 'held', 'ready'];

/** Number of documents with an outcome, across all currencies. A group document counts as one. */
export function countDocuments(
  { totals }: { readonly totals: readonly Pick<BillingRun['totals'][number], 'outcome' | 'documents'>[] },
  outcome: RunOutcome,
): number {
  return totals.reduce((sum, one) => (one.outcome === outcome ? sum + one.documents : sum), 0);
}
