import { createHash } from 'node:crypto';
import { canonicalHash } from '#platform/domain';
import type { Credit } from '../calculation/invoice-credits.js';
import type { DraftLine } from './draft-line.js';

export interface DraftContent {
  readonly contract: string;
  readonly currency: string;
  readonly zone: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly lines: readonly DraftLine[];
  /** Evidence of the usage that stands behind the lines, in their order. */
  readonly readingsHashes: readonly string[];
  /** Prices, tax point and what taxes make of the lines. */
  readonly taxes: unknown;
  /** What of the contract's deposit is set off, in minor units; absent where none is. */
  readonly deposit?: string;
  /** What is to be paid is a multiple of it; absent where it is paid as it is. */
  readonly payableIncrement?: string;
}

/**
 * SHA-256 (hex) over what a draft says. Two drafts with the same content have the same hash: it has no ids, no clock and no
 * arrival times, so that a draft computed again, or in another house from the same input, can be compared by it.
 */
export function contentHash({ lines, ...rest }: DraftContent): string {
  const said = {
    ...rest,
    lines: lines.map(
      ({ kind, params, clause, quantity, unit, unitPrice, amountMinor, state, service, snapshot }) => ({
        kind,
        params,
        clause,
        quantity,
        unit,
        unitPrice,
        amountMinor: amountMinor?.toString() ?? null,
        state,
        service,
        snapshot,
      }),
    ),
  };
  return canonicalHash(said);
}

/** The same of a credit note: what it gives back, and of what. */
export function contentHashOfNote(original: string, credit: Credit, reason: string): string {
  return createHash('sha256').update(JSON.stringify({ original, credit, reason })).digest('hex');
}
