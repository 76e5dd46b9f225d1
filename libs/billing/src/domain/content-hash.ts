import { createHash } from 'node:crypto';
import type { DraftLine } from './compose-draft.js';

export interface DraftContent {
  readonly contract: string;
  readonly currency: string;
  readonly zone: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly lines: readonly DraftLine[];
  /** Evidence of the usage lines, in their order. */
  readonly readingsHashes: readonly string[];
}

/**
 * SHA-256 (hex) over what a draft says. Two drafts with the same content have the same hash: it has no ids, no clock and no
 * arrival times, so that a draft computed again, or in another house from the same input, can be compared by it.
 */
export function contentHash({ lines, ...rest }: DraftContent): string {
  const said = {
    ...rest,
    lines: lines.map(({ kind, params, clause, quantity, unit, unitPrice, amountMinor, state }) => ({
      kind,
      params: Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)),
      clause,
      quantity,
      unit,
      unitPrice,
      amountMinor: amountMinor?.toString() ?? null,
      state,
    })),
  };
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
