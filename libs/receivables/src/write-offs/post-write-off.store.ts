import { lockPostingDay, postEntries } from '#invoicing';
import type { Transaction } from '#platform';
import { postWriteOff } from '../domain/ledger/write-off.js';
import type { LockedItem } from '../payments/balances.queries.js';
import { ratedEntry } from '../payments/rated-entry.js';
import { loadSellerDay } from './write-offs.queries.js';

/**
 * Posts a write-off of a locked document on the seller's current day, or on the first day of the next open month.
 * Returns the posting date.
 */
export async function storeWriteOffEntry(
  tx: Transaction,
  item: LockedItem,
  id: string,
  amountMinor: bigint,
): Promise<string> {
  const today = await loadSellerDay(tx, item.legalEntityId);
  const day = today < item.issuedOn ? item.issuedOn : today;
  const postingDate = await lockPostingDay(tx, item.legalEntityId, day);
  const entry = ratedEntry(item, { kind: 'write_off', id }, postingDate);
  await postEntries(tx, [{ entry, postings: postWriteOff(item, amountMinor) }]);
  return postingDate;
}
