import { canonicalHash } from '#platform/domain';
import type { BuyerOnInvoice, SellerOnInvoice } from './parties.js';

/**
 * Returns the SHA-256 (hex) of the details of a document's parties as printed. It does not depend on the order of
 * fields.
 */
export function partiesHash(parties: {
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
}): string {
  return canonicalHash(parties);
}
