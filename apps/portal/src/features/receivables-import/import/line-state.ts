import type { StatementLine } from '../../../api/types.js';
import { scaledDecimal } from '../../../format/decimals.js';

/** States of imported lines, those that need work first. */
export const LINE_STATES = ['open', 'part', 'matched', 'other'] as const;
export type LineState = (typeof LINE_STATES)[number];

/**
 * Returns whether a line's payment is unapplied, partly allocated or fully allocated; `other` if the line is not a
 * payment.
 */
export function lineStateOf({
  paymentId,
  unapplied,
  amount,
}: Pick<StatementLine, 'paymentId' | 'unapplied' | 'amount'>): LineState {
  if (paymentId === null || unapplied === null) return 'other';
  const left = scaledDecimal(unapplied.amount);
  if (left === 0n) return 'matched';
  return left === scaledDecimal(amount.amount) ? 'open' : 'part';
}
