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
  /** Hashes of the evidence behind the usage of the lines, in their order. */
  readonly readingsHashes: readonly string[];
  /** Prices, tax point and taxes of the lines. */
  readonly taxes: unknown;
  /** The part set off against the contract's deposit, in minor units; absent if none is. */
  readonly deposit?: string;
  /** The amount to pay is a multiple of this; absent if it is not rounded. */
  readonly payableIncrement?: string;
}

/**
 * SHA-256 (hex) over a draft's content. Equal content has an equal hash: it covers no ids, clocks or arrival times, so
 * that a draft recalculated from the same input, even in another installation, can be compared by it.
 */
export function contentHash({ lines, ...rest }: DraftContent): string {
  const content = {
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
  return canonicalHash(content);
}

/** The hash for a credit note: what it credits, and of which document. */
export function contentHashOfNote(original: string, credit: Credit, reason: string): string {
  return createHash('sha256').update(JSON.stringify({ original, credit, reason })).digest('hex');
}
