import type { Transaction } from '#platform';
import { allocateLocked, lockBalances } from '../payments/allocate.store.js';
import type { LockedItem } from '../payments/balances.queries.js';

/**
 * Uses money of a payment for a document, as far as the document is open.
 * @param minor unapplied amount in minor units of the document's currency
 */
export async function useForDocument(
  tx: Transaction,
  paymentId: string,
  { id: documentId, openMinor }: Pick<LockedItem, 'id' | 'openMinor'>,
  minor: bigint,
): Promise<void> {
  const used = openMinor < minor ? openMinor : minor;
  if (used <= 0n) return;
  const allocations = [
    { documentId, amountMinor: used, paymentMinor: used, discountMinor: 0n, withheldMinor: 0n, feeMinor: 0n },
  ];
  const use = { paymentId, allocations, origin: 'automatic', reasons: [] } as const;
  const [faults] = await allocateLocked(tx, await lockBalances(tx, [use]), [use]);
  if (faults!.length > 0)
    throw new Error(`Payment ${paymentId} can't be allocated: ${JSON.stringify(faults)}`);
}
