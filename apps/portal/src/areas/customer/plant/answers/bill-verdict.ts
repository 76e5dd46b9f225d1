import type { InvoiceLine } from '../../../../api/types.js';

/** Verdicts on an invoice, worst first. Only `proven` is shown in green. */
export type BillVerdict = 'disputed' | 'held' | 'broken' | 'declared' | 'estimated' | 'proven';

interface Bill {
  readonly lines: readonly Pick<InvoiceLine, 'state' | 'params'>[];
  /** Number of lines that are partly or entirely on hold. */
  readonly heldLines: number;
  readonly isDisputed: boolean;
  /** True if the readings behind a line no longer produce the line's evidence and quantities. */
  readonly hasBrokenProof: boolean;
}

export interface EvaluatedBill {
  readonly verdict: BillVerdict;
  /** Number of lines that caused the verdict; all lines if the verdict is about the whole invoice. */
  readonly count: number;
}

const isEstimated = ({ params }: Bill['lines'][number]): boolean => {
  const estimated = params['estimatedQuantity'];
  return estimated === null || Number(estimated ?? 0) > 0;
};

/**
 * Evaluates an invoice: it is proven only if nothing is disputed or on hold, no proof is broken, and no line is
 * declared or estimated.
 */
export function evaluateBill({ lines, heldLines, isDisputed, hasBrokenProof }: Bill): EvaluatedBill {
  const count = (...states: readonly InvoiceLine['state'][]): number =>
    lines.filter(({ state }) => states.includes(state)).length;
  const held = Math.max(heldLines, count('held', 'partly_held', 'unknown'));
  const declared = count('declared');
  const estimated = lines.filter(isEstimated).length;
  if (isDisputed) return { verdict: 'disputed', count: lines.length };
  if (held > 0) return { verdict: 'held', count: held };
  if (hasBrokenProof) return { verdict: 'broken', count: lines.length };
  if (declared > 0) return { verdict: 'declared', count: declared };
  if (estimated > 0) return { verdict: 'estimated', count: estimated };
  return { verdict: 'proven', count: lines.length };
}
