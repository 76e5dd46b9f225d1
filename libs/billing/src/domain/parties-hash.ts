import { createHash } from 'node:crypto';
import type { BuyerOnInvoice, SellerOnInvoice } from './parties.js';

/** SHA-256 (hex) over what a document prints of its parties, in any order of their fields. */
export function partiesHash(parties: {
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
}): string {
  return createHash('sha256').update(canonical(parties)).digest('hex');
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
