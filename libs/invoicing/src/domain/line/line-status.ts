import { isOnHold, type LineKind, type LineParams, type LineState } from './draft-line.js';

/**
 * Status of a line, which shows the basis of its amount. `declared`: the amount is based on recorded downtime, which
 * no reading proves. `partly_held`: a part of the quantity is on hold.
 */
export type LineStatus = 'measured' | 'declared' | 'partly_held' | 'held' | 'unknown' | 'fixed';

interface LineFacts {
  readonly kind: LineKind;
  readonly params: LineParams;
  /** Null if no part of the line can be billed yet. */
  readonly amountMinor: bigint | string | null;
  readonly state: LineState;
}

/**
 * Determines the status of a line. All screens and documents use this function, so that they agree on whether a line
 * is measured.
 */
export function statusOfLine(line: LineFacts): LineStatus {
  const { kind, params, state } = line;
  if (state !== 'measured') return state;
  if (isOnHold(line) || Number(params.heldQuantity ?? 0) > 0) return 'partly_held';
  return kind === 'performance' && params.model === 'availability' ? 'declared' : 'measured';
}
