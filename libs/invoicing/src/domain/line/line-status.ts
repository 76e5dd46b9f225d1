import { isOnHold, type LineKind, type LineParams, type LineState } from './draft-line.js';

/**
 * Status of a line, which shows the basis of its amount. `declared`: recorded downtime that no reading proves.
 * `partly_held`: the rest of its quantity is on hold.
 */
export type LineStatus = 'measured' | 'declared' | 'partly_held' | 'held' | 'unknown' | 'fixed';

interface LineFacts {
  readonly kind: LineKind;
  readonly params: LineParams;
  /** Null if none of the line can be billed yet. */
  readonly amountMinor: bigint | string | null;
  readonly state: LineState;
}

/** Determines one status for every screen and document, so that they agree on whether a line is measured. */
export function statusOfLine(line: LineFacts): LineStatus {
  const { kind, params, state } = line;
  if (state !== 'measured') return state;
  if (isOnHold(line) || Number(params.heldQuantity ?? 0) > 0) return 'partly_held';
  return kind === 'performance' && params.model === 'availability' ? 'declared' : 'measured';
}
