import { canonicalHash } from '#platform/domain';
import type { BuyerOnInvoice, SellerOnInvoice } from './parties.js';

/**
 * Returns the SHA-256 (hex) of the printed details of a document's parties, regardless of the order of their fields.
 */
export function partiesHash(parties: {
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
}): string {
  return canonicalHash(parties);
}
