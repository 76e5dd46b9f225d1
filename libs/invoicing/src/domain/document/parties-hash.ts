import { canonicalHash } from '#platform/domain';
import type { BuyerOnInvoice, SellerOnInvoice } from './parties.js';

/** SHA-256 (hex) over what a document prints of its parties, in any order of their fields. */
export function partiesHash(parties: {
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
}): string {
  return canonicalHash(parties);
}
