import { canonicalHash } from '#platform/domain';
import type { BuyerOnInvoice, SellerOnInvoice } from './parties.js';

/** SHA-256 (hex) over the printed details of a document's parties, independent of the order of their fields. */
export function partiesHash(parties: {
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
}): string {
  return canonicalHash(parties);
}
