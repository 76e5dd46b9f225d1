import { isWaiting, type LineKind, type LineParams, type LineState } from './draft-line.js';

/**
 * What a line's amount rests on. `declared`: on stops that people entered, which no reading proves. `partly_held`: the rest of its
 * quantity is on hold.
 */
export type LineStatus = 'measured' | 'declared' | 'partly_held' | 'held' | 'unknown' | 'fixed';

interface LineFacts {
  readonly kind: LineKind;
  readonly params: LineParams;
  /** Null while nothing of the line can be billed. */
  readonly amountMinor: bigint | string | null;
  readonly state: LineState;
}

/** One status for every screen and document, so that none of them calls a line measured where another does not. */
export function statusOfLine(line: LineFacts): LineStatus {
  const { kind, params, state } = line;
  if (state !== 'measured') return state;
  if (isWaiting(line) || Number(params.heldQuantity ?? 0) > 0) return 'partly_held';
  return kind === 'performance' && params.model === 'availability' ? 'declared' : 'measured';
}
