import type { InvoiceLine } from '../../../../api/types.js';

/** What is known of a bill, worst first. Only `proven` is a reason for a green sign. */
export type BillVerdict = 'disputed' | 'held' | 'broken' | 'declared' | 'estimated' | 'proven';

interface Bill {
  readonly lines: readonly Pick<InvoiceLine, 'state' | 'params'>[];
  /** Lines on hold, in whole or in part. */
  readonly heldLines: number;
  readonly isDisputed: boolean;
  /** A line whose readings no longer give what it says. */
  readonly hasBrokenProof: boolean;
}

export interface JudgedBill {
  readonly verdict: BillVerdict;
  /** Lines behind the verdict. */
  readonly count: number;
}

const isEstimated = ({ params }: Bill['lines'][number]): boolean => {
  const estimated = params['estimatedQuantity'];
  return estimated === null || Number(estimated ?? 0) > 0;
};

/** Judges a bill: it is proven only if each line is, and nothing of it is disputed or on hold. */
export function judgeBill({ lines, heldLines, isDisputed, hasBrokenProof }: Bill): JudgedBill {
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
