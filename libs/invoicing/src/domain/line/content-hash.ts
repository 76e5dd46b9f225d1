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
  /** Hashes of the evidence for the usage of the lines, in the order of the lines. */
  readonly readingsHashes: readonly string[];
  /** Prices, tax point and taxes of the lines. */
  readonly taxes: unknown;
  /**
   * Part of the total that is set off against the contract's deposit, in minor units; absent if no deposit is set off.
   */
  readonly deposit?: string;
  /** Increment to which the amount to pay is rounded; absent if it is not rounded. */
  readonly payableIncrement?: string;
}

/**
 * Returns the SHA-256 (hex) of a draft's content. Equal content has an equal hash: the hash does not cover ids,
 * timestamps or receipt times, so that a draft can be compared with one that is recalculated from the same input, even
 * in another installation.
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

/** Returns the hash of a credit note's content: the credit, its reason, and the original document's hash. */
export function contentHashOfNote(original: string, credit: Credit, reason: string): string {
  return createHash('sha256').update(JSON.stringify({ original, credit, reason })).digest('hex');
}
